package engine

import (
	"strings"
	"testing"
)

// Any output of a command has properties and apps with names, and is a complete list
// only if it says so.
func FuzzShellOutput(f *testing.F) {
	for _, seed := range []string{
		"", "[ro.product.model]: [Kiosk]\n[a]: []\n", "[a]: [b\nc]", "[[a]]: [[b]]", "package:com.example.kiosk versionCode:3\ncomplete\n", "package:a versionCode:" + strings.Repeat("9", 400) + "\ncomplete",
		"package: versionCode:\n", "complete", "\x00\xff\n[\xff]: [\xfe]", strings.Repeat("x", 70_000) + "\ncomplete\n", strings.Repeat("[", 10_000),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, output string) {
		for name := range parseProperties(output) {
			if name == "" || strings.ContainsAny(name, "]\n") {
				t.Fatalf("%q: got the property %q, want a name of one line", output, name)
			}
		}
		apps, complete := parsePackages(output)
		if complete && !strings.Contains(output, "complete") {
			t.Fatalf("%q: got a complete list, want a list that is cut off", output)
		}
		for _, app := range apps {
			if app.PackageName == "" || strings.ContainsAny(app.PackageName, " \n") {
				t.Fatalf("%q: got the package %q, want a name of one word", output, app.PackageName)
			}
		}
	})
}
