package cli

import (
	"slices"
	"strings"
	"testing"
)

// Flags work with one dash and with two, whatever their values look like.
func TestDashes(t *testing.T) {
	for args, want := range map[string]string{
		"simulate -phones 5 --seed 1":                 "simulate --phones 5 --seed 1",
		"simulate -quirks -secret-key -abc":           "simulate --quirks --secret-key -abc",
		"simulate -quirks=false -state=-x":            "simulate --quirks=false --state=-x",
		"simulate fault -kind total -count -1 -clear": "simulate fault --kind total --count -1 --clear",
		"simulate catalogue -remove -remove -x":       "simulate catalogue --remove -remove -x",
		"simulate drift -pad a -- -b=c":               "simulate drift --pad a -- -b=c",
		"simulate -h":                                 "simulate -h",
		"-version":                                    "--version",
	} {
		if got := twoDashes(provider(), strings.Fields(args)); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%s: got %q, want %s", args, got, want)
		}
	}
}

// A mistyped command or flag results in exit code 2 and the name that was probably
// meant. Control: no name is suggested for one that resembles none.
func TestSuggestions(t *testing.T) {
	for args, want := range map[string]string{
		"contrs":                "did you mean counters?",
		"publicips":             "did you mean public-ips?",
		"help contrs":           "did you mean counters?",
		"counters -rest":        "did you mean --reset?",
		"-phnes 3":              "did you mean --phones?",
		"fault --kin x":         "did you mean --kind?",
		"-phones 3 counters":    "unknown flag: --phones",
		"drift -endpont http:x": "did you mean --endpoint?",
	} {
		code, _, wrong := command(t, strings.Fields(args)...)
		if code != 2 || !strings.Contains(wrong, want) {
			t.Errorf("%s: got exit %d, %q, want 2 and %q", args, code, wrong, want)
		}
	}
	for _, args := range []string{"zzzzzz", "counters -zzzzzz"} {
		if code, _, wrong := command(t, strings.Fields(args)...); code != 2 || strings.Contains(wrong, "did you mean") {
			t.Errorf("%s: got exit %d, %q, want 2 and no suggestion", args, code, wrong)
		}
	}
}

// The help of each command has a summary, examples and flags, and its lines fit into a
// terminal. The help of simulate lists all commands by group.
func TestHelp(t *testing.T) {
	_, overview, _ := command(t, "-h")
	for _, title := range []string{"Inspect a running account:", "Change it", "Account:", "Times:", "API:"} {
		if !strings.Contains(overview, "\n"+title) {
			t.Errorf("got no %q in the help of simulate", title)
		}
	}
	for _, c := range New("1.2.3").Commands() {
		if !strings.Contains(overview, "\n  "+c.Name()+" ") || c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: got %q in the overview, want its name and a summary without a period", c.Name(), c.Short)
		}
		code, out, wrong := command(t, "help", c.Name())
		if code != 0 || wrong != "" || c.Runnable() && c.Name() != "help" && !strings.Contains(out, "Examples:\n  simulate "+c.Name()) {
			t.Errorf("help %s: got exit %d, %s%s, want 0 and an example", c.Name(), code, out, wrong)
		}
		for _, line := range strings.Split(overview+out, "\n") {
			if len(line) > helpWidth {
				t.Errorf("help %s: got a line of %d bytes, want at most %d: %s", c.Name(), len(line), helpWidth, line)
			}
		}
	}
}

// The version is that of the provider.
func TestVersion(t *testing.T) {
	for _, flag := range []string{"-version", "--version", "-v"} {
		if code, out, wrong := command(t, flag); code != 0 || out != "terraform-provider-armcloud 1.2.3\n" {
			t.Errorf("%s: got exit %d, %q%s, want 0 and the version", flag, code, out, wrong)
		}
	}
}
