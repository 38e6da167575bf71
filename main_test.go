package main

import (
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
