package acctest

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// A canary is found in each spelling and at each offset of base64. As a control, it is
// not found if its last two characters are others.
func TestCanariesAreFoundInEachSpelling(t *testing.T) {
	f := newFinder(canaries)
	for _, c := range canaries {
		for _, end := range []string{"", "!!"} {
			text := c.text
			if end != "" {
				text = text[:len(text)-len(end)] + end
			}
			quoted, err := json.Marshal(text)
			if err != nil {
				t.Fatal(err)
			}
			twice, err := json.Marshal(string(quoted))
			if err != nil {
				t.Fatal(err)
			}
			for name, spelled := range map[string]string{
				"as it is": text, "JSON": string(quoted), "JSON in JSON": string(twice),
				"query": url.QueryEscape(text), "path": url.PathEscape(text), "hex": hex.EncodeToString([]byte(text)),
				"base64": base64.StdEncoding.EncodeToString([]byte("u:" + text + "\n")), "base64 later": base64.StdEncoding.EncodeToString([]byte("user:" + text + "\n")),
				"base64 for URLs": base64.URLEncoding.EncodeToString([]byte("abc" + text + "\n")),
			} {
				found := false
				f.find([]byte("before "+spelled+" after"), func(n needle, _ int) { found = found || n.canary.name == c.name })
				if found != (end == "") {
					t.Errorf("%s with end %q, %s: got found %t, want %t: %s", c.name, end, name, found, end == "", spelled)
				}
			}
		}
	}
}

// A canary in the private data of a state is found, and one that a plan or a state may
// have is not a leak there. As a control, it is one in a log.
func TestCanariesInStates(t *testing.T) {
	secret := func(text string) string {
		inner := base64.StdEncoding.EncodeToString([]byte(`{"password":"` + text + `"}`))
		return `{"private": "` + base64.StdEncoding.EncodeToString([]byte(`{"instance":"`+inner+`"}`)) + `"}`
	}
	for _, c := range []struct {
		where place
		text  string
		leaks int
	}{
		{inState, secret(WriteOnly + "one"), 1}, {inState, secret("another"), 0}, {inState, `"` + Stored + `one"`, 0}, {inLog, `"` + Stored + `one"`, 1},
		{inLog, "2025-09-15T14:11:21.010Z [INFO]  CLI args: []string{\"-var=p=" + WriteOnly + "one\"}", 0}, {inLog, "2025-09-15T14:11:21.010Z [INFO]  other: " + WriteOnly, 1},
	} {
		s := newSecretSearch()
		find := func() []leak { return s.data(c.where, "log", []byte(c.text)) }
		if c.where == inState {
			find = func() []leak { return s.state("state", []byte(c.text)) }
		}
		if got := find(); len(got) != c.leaks || s.total.leaks != c.leaks {
			t.Errorf("%s: got leaks %v, want %d", c.text, got, c.leaks)
		}
	}
}

// A plan is searched without the variables, which Terraform saves as they were given.
func TestVariablesOfAPlanAreLeftOut(t *testing.T) {
	field := func(number byte, text string) string { return string([]byte{number<<3 | 2, byte(len(text))}) + text }
	got, err := withoutVariables([]byte("\x08\x03" + field(2, "variable") + field(3, "change") + "\xa0\x01\x01"))
	if want := "\x08\x03" + field(3, "change") + "\xa0\x01\x01"; err != nil || string(got) != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if _, err := withoutVariables([]byte(field(3, "change")[:4])); err == nil {
		t.Error("got no error of a plan that is cut off, want one")
	}
}

// A line of the output that quotes the configuration is left out. As a control, another
// line stays.
func TestSnippetsAreLeftOut(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "main.tf"), "a {\n  password_wo = \"p\"\n}\n")
	if got := withoutSnippets(dir, "│   12:   password_wo = \"p\"\n│   13: password_wo = \"q\"\nend"); strings.Contains(got, `"p"`) || !strings.Contains(got, `"q"`) {
		t.Errorf("got %q, want only the line that is not part of the configuration", got)
	}
}
