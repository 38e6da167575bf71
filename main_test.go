package main

import (
	"os"
	"strings"
	"testing"
)

// TestParse proves that the arguments that a user tries first are answered, and that
// anything else shows the usage. Control: without arguments the provider is served.
func TestParse(t *testing.T) {
	for _, c := range []struct {
		arguments  []string
		wantOut    string
		wantErrOut string
		wantExit   int
		wantDone   bool
		wantDebug  bool
	}{
		{arguments: nil},
		{arguments: []string{"-debug"}, wantDebug: true},
		{arguments: []string{"-h"}, wantOut: "simulate", wantDone: true},
		{arguments: []string{"--help"}, wantOut: "simulate", wantDone: true},
		{arguments: []string{"-version"}, wantOut: "terraform-provider-armcloud dev", wantDone: true},
		{arguments: []string{"-nonsense"}, wantErrOut: "simulate", wantExit: 2, wantDone: true},
		{arguments: []string{"simulat"}, wantErrOut: `unknown command "simulat"`, wantExit: 2, wantDone: true},
	} {
		var out, errOut strings.Builder
		debug, exit, done := parse(c.arguments, &out, &errOut)
		if debug != c.wantDebug || exit != c.wantExit || done != c.wantDone {
			t.Errorf("%q: got debug %t, exit %d, done %t, want %t, %d, %t", c.arguments, debug, exit, done, c.wantDebug, c.wantExit, c.wantDone)
		}
		if !strings.Contains(out.String(), c.wantOut) || !strings.Contains(errOut.String(), c.wantErrOut) {
			t.Errorf("%q: got %q and %q, want %q and %q", c.arguments, out.String(), errOut.String(), c.wantOut, c.wantErrOut)
		}
	}
}

// TestQuietFramework proves that both logs of the framework are off if no logging is
// enabled. Control: if any variable of logging is set, none is changed.
func TestQuietFramework(t *testing.T) {
	variables := []string{"TF_LOG", "TF_LOG_PROVIDER", "TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK"}
	for _, enabled := range append([]string{""}, variables...) {
		for _, name := range variables {
			t.Setenv(name, "")
		}
		if enabled != "" {
			t.Setenv(enabled, "DEBUG")
		}
		quietFramework()
		for _, name := range variables {
			want := ""
			switch {
			case name == enabled:
				want = "DEBUG"
			case enabled == "" && strings.HasPrefix(name, "TF_LOG_SDK"):
				want = "OFF"
			}
			if got := os.Getenv(name); got != want {
				t.Errorf("with %q enabled: got %s=%q, want %q", enabled, name, got, want)
			}
		}
	}
}
