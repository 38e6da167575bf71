package main

import (
	"slices"
	"testing"
	"time"
)

// Only export lines become variables, with their quotes removed.
func TestExports(t *testing.T) {
	got := exports("export ARMCLOUD_ENDPOINT='http://127.0.0.1:1'\nexport ARMCLOUD_SECRET_KEY='it'\\''s'\nset -e\nexport X\n")
	if want := []string{"ARMCLOUD_ENDPOINT=http://127.0.0.1:1", "ARMCLOUD_SECRET_KEY=it's"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Variables of Terraform and of the provider are removed.
func TestCleanEnvironment(t *testing.T) {
	got := cleanEnvironment([]string{"PATH=/bin", "TF_LOG=TRACE", "TF_CLI_ARGS=-x", "ARMCLOUD_ENDPOINT=https://real.example", "XTF_=1"})
	if want := []string{"PATH=/bin", "XTF_=1"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The peak is read, not the current size or the size of the address space.
func TestPeakIn(t *testing.T) {
	for status, want := range map[string]int64{
		"Name:\tx\nVmPeak:\t 900 kB\nVmHWM:\t  123 kB\nVmRSS:\t  45 kB\n": 123 * 1024,
		"VmHWM:\t1 kB\n":             1024,
		"Name:\tzombie\nState:\tZ\n": 0,
		"VmHWM:\tmany kB\n":          0,
		"VmHWM:\t12 MB\n":            0,
		"VmHWM:":                     0,
		"":                           0,
	} {
		if got := peakIn(status); got != want {
			t.Errorf("peakIn(%q) = %d, want %d", status, got, want)
		}
	}
}

// User and system time are added up. The name of the program may look like fields.
func TestCPUIn(t *testing.T) {
	for stat, want := range map[string]time.Duration{
		"12 (x) S 1 2 3 0 -1 4194304 99 98 97 96 150 25 8 7 20 0 9 0": 1750 * time.Millisecond,
		"12 (a ) b) S 1 2 3 0 -1 4 99 98 97 96 1 0 8":                 10 * time.Millisecond,
		"12 (x) S 1 2 3": 0,
		"12 (x) S 1 2 3 0 -1 4 9 9 9 9 many 25 8": 0,
		"": 0,
	} {
		if got := cpuIn(stat); got != want {
			t.Errorf("cpuIn(%q) = %s, want %s", stat, got, want)
		}
	}
}

// Lists of children can be empty or truncated.
func TestNumbers(t *testing.T) {
	if got := numbers("12 345 \n6x 7"); !slices.Equal(got, []int{12, 345, 7}) {
		t.Errorf("got %v, want [12 345 7]", got)
	}
	if got := numbers(""); len(got) != 0 {
		t.Errorf("got %v, want none", got)
	}
}

// Processor and memory are read from /proc, and are unknown without it.
func TestMachine(t *testing.T) {
	if got := processor("processor\t: 0\nmodel name\t: Example 9: fast\nprocessor\t: 1\nmodel name\t: other\n"); got != "Example 9: fast" {
		t.Errorf("got processor %q, want %q", got, "Example 9: fast")
	}
	if got := memoryOf("MemTotal:        7812500 kB\nMemFree: 1 kB\n"); got != "8.0 GB" {
		t.Errorf("got memory %q, want 8.0 GB", got)
	}
	if processor("") != unknown || memoryOf("") != unknown || memoryOf("MemTotal: much") != unknown {
		t.Errorf("got %q, %q and %q, want unknown", processor(""), memoryOf(""), memoryOf("MemTotal: much"))
	}
}
