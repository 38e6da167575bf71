package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const (
	one    = "AC32010000001"
	two    = "AC32010000002"
	absent = "AC32010999999"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// provider returns a command line like that of the provider.
func provider() *cobra.Command {
	root := &cobra.Command{Use: "terraform-provider-armcloud", Version: "1.2.3", RunE: func(*cobra.Command, []string) error { return nil }}
	root.AddCommand(New("1.2.3"))
	return root
}

func simulate(args []string) []string { return append([]string{"simulate"}, args...) }

// serving runs simulate until the test ends and returns its endpoint.
func serving(t *testing.T, args ...string) (endpoint string, stop func() (int, string)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	banner, out := io.Pipe()
	var stderr bytes.Buffer
	code := make(chan int, 1)
	go func() { code <- execute(ctx, provider(), simulate(args), out, &stderr) }() //nolint:contextcheck // commands get it from execute
	text := make([]byte, 4096)
	n, err := banner.Read(text)
	must(t, err)
	found := regexp.MustCompile(`ARMCLOUD_ENDPOINT='([^']+)'`).FindSubmatch(text[:n])
	if found == nil {
		t.Fatalf("got no endpoint in the banner: %s", text[:n])
	}
	stop = func() (int, string) {
		cancel()
		return <-code, stderr.String()
	}
	t.Cleanup(cancel)
	return string(found[1]), stop
}

func command(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	var out, wrong bytes.Buffer
	code := execute(t.Context(), provider(), simulate(args), &out, &wrong)
	return code, out.String(), wrong.String()
}

// A served simulator works with all commands, keeps its state, writes the ready
// file and exits cleanly.
func TestCommandLineFromStartToEnd(t *testing.T) {
	dir := t.TempDir()
	state, ready := filepath.Join(dir, "state"), filepath.Join(dir, "ready")
	endpoint, stop := serving(t, "-phones", "7", "-state", state, "-ready-file", ready, "-secret-key", "it's")

	text, err := os.ReadFile(ready)
	must(t, err)
	want := "export ARMCLOUD_ENDPOINT='" + endpoint + "'\nexport ARMCLOUD_ACCESS_KEY='" + simulator.DefaultAccessKey + "'\nexport ARMCLOUD_SECRET_KEY='it'\\''s'\n"
	if string(text) != want {
		t.Errorf("got ready file %q, want %q", text, want)
	}
	for _, c := range []struct{ args, shown string }{
		{"drift -pad " + one + " -pad " + two + " time_zone=Asia/Tokyo bandwidth=1,2 proxy=192.0.2.1:80 system.ro.a.b=c", "ok"},
		{"drift -pad " + two + " language=de-AT location=52.5,13.4 sim.imei=868034031518269 image=img-x adb=on app.com.x=7 reported.modem.OpName=Y", "ok"},
		{"phone -pad " + two, `"country": "AT"`},
		{"phone -pad " + two, `"latitude": 52.5`},
		{"phone -pad " + two, `"imei": "868034031518269"`},
		{"phone -pad " + two, `"image_id": "img-x"`},
		{"phone -pad " + two, `"adb": true`},
		{"phone -pad " + two, `"version_code": 7`},
		{"drift -pad " + two + " app.com.x=none adb=off", "ok"},
		{"phone -pad " + two, `"apps": {}`},
		{"phone -pad " + two, `"adb": false`},
		{"offline -pad " + one, "ok"},
		{"phone -pad " + one, `"online": false`},
		{"phone -pad " + two, `"time_zone": "Asia/Tokyo"`},
		{"phone -pad " + two, `"upload_mbps": 1`},
		{"phone -pad " + two, `"port": 80`},
		{"phone -pad " + two, `"ro.a.b": "c"`},
		{"online -pad " + one, "ok"},
		{"drift -pad " + one + " proxy=off", "ok"},
		{"fault -kind hang -times 1 -path pad/x", "ok"},
		{"fault -clear", "ok"},
		{"counters", `"overlaps": 0`},
		{"counters -reset", "ok"},
	} {
		name, rest, _ := strings.Cut(c.args, " ")
		code, out, wrong := command(t, append([]string{name, "-endpoint", endpoint}, strings.Fields(rest)...)...)
		if code != 0 || !strings.Contains(out, c.shown) {
			t.Errorf("%s: got exit %d, %s%s, want 0 and %s", c.args, code, out, wrong, c.shown)
		}
	}
	if code, wrong := stop(); code != 0 {
		t.Errorf("got exit %d, want 0: %s", code, wrong)
	}
	endpoint, stop = serving(t, "-state", state)
	if code, out, wrong := command(t, "phone", "-endpoint", endpoint, "-pad", two); code != 0 || !strings.Contains(out, "Asia/Tokyo") {
		t.Errorf("after a restart: got exit %d, %s%s, want 0 and Asia/Tokyo", code, out, wrong)
	}
	if code, _, wrong := command(t, "phone", "-endpoint", endpoint, "-pad", "AC32010000008"); code != 1 || !strings.Contains(wrong, "no such instance") {
		t.Errorf("eighth instance: got exit %d, want 1: %s", code, wrong)
	}
	if code, wrong := stop(); code != 0 {
		t.Errorf("got exit %d, want 0: %s", code, wrong)
	}
}

// SIGTERM ends a served simulator with exit code 0.
func TestSignalEndsTheCommandCleanly(t *testing.T) {
	banner, out := io.Pipe()
	code := make(chan int, 1)
	go func() { code <- Execute(provider(), []string{"simulate", "-phones", "1"}, out, io.Discard) }()
	if _, err := banner.Read(make([]byte, 4096)); err != nil { // it is listening, so it also handles signals
		t.Fatal(err)
	}
	self, err := os.FindProcess(os.Getpid())
	must(t, err)
	must(t, self.Signal(syscall.SIGTERM))
	if got := <-code; got != 0 {
		t.Errorf("got exit %d, want 0", got)
	}
}

// Mistakes in the arguments result in exit code 2 and a message.
func TestCommandLineMistakes(t *testing.T) {
	t.Setenv("ARMCLOUD_ENDPOINT", "")
	for args, word := range map[string]string{
		"-listen 0.0.0.0:0":                  "-allow-remote",
		"-listen :0":                         "-allow-remote",
		"-listen nonsense":                   "-listen",
		"-phones 0":                          "-phones",
		"-phones many":                       "phones",
		"-api 2023":                          "API level",
		"-task-jitter 120%":                  "-task-jitter",
		"-task-jitter soon":                  "-task-jitter",
		"-task-jitter 5s":                    "jitter",
		"-nonsense":                          "nonsense",
		"-phones 5 extra":                    "extra",
		"dance":                              "dance",
		"counters":                           "-endpoint",
		"phone -endpoint http://x":           "-pad",
		"drift -endpoint http://x -pad y":    "SETTING=VALUE",
		"drift -endpoint http://x -pad y z":  "SETTING=VALUE",
		"drift -endpoint http://x -pad y z=": "unknown setting",
		"drift -endpoint http://x -pad y bandwidth=1":  "bandwidth",
		"drift -endpoint http://x -pad y proxy=x":      "proxy",
		"drift -endpoint http://x -pad y location=1":   "location",
		"drift -endpoint http://x -pad y adb=maybe":    "adb",
		"drift -endpoint http://x -pad y app.x=new":    "version code",
		"drift -endpoint http://x -pad y app.x=0":      "version code",
		"drift -endpoint http://x -pad y sim.=1":       "unknown setting",
		"drift -endpoint http://x -pad y what.x=1":     "unknown setting",
		"drift -endpoint http://x -pad y reported.x=1": "unknown setting",
		"fault -endpoint http://x":                     "-kind",
		"counters -endpoint http://x extra":            "extra",
	} {
		code, _, wrong := command(t, strings.Fields(args)...)
		if code != 2 || !strings.Contains(wrong, word) {
			t.Errorf("%s: got exit %d, %q, want 2 and %q", args, code, wrong, word)
		}
	}
}

// Failures result in exit code 1. Help results in exit code 0 and shows
// examples.
func TestCommandLineFailuresAndHelp(t *testing.T) {
	if code, _, wrong := command(t, "counters", "-endpoint", "http://127.0.0.1:1"); code != 1 || !strings.Contains(wrong, "unable to reach") {
		t.Errorf("no simulator: got exit %d, want 1: %s", code, wrong)
	}
	if code, _, wrong := command(t, "-state", filepath.Join(t.TempDir(), "a", "b")); code != 1 || !strings.Contains(wrong, "state file") {
		t.Errorf("no directory for the state file: got exit %d, want 1: %s", code, wrong)
	}
	for _, args := range [][]string{{"-h"}, {"help"}, {"drift", "-h"}, {"fault", "-help"}} {
		if code, out, wrong := command(t, args...); code != 0 || !strings.Contains(out, "Examples:") || wrong != "" {
			t.Errorf("%v: got exit %d, want 0 and examples: %s%s", args, code, out, wrong)
		}
	}
}
