package main

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func someRows() []*row {
	return []*row{
		{
			name: "fleet of 1,000: create", floor: &sample{wall: 2 * time.Second, memory: peaks{cli: 60e6}},
			got:     sample{wall: 3 * time.Second, memory: peaks{cli: 70e6, provider: 44e6}, counts: counts{total: 34, submits: 10, queries: 18}},
			targets: []target{{wall, 5}, {submits, 9}},
		},
		{name: "data source: read", got: sample{wall: 123456 * time.Millisecond}},
		{name: "growth", growth: &factors{wall: 9.96, requests: 10, mostRequests: 10, most: 15}},
	}
}

// Each number is in its column, with – for missing ones. Columns are aligned even
// with multi-byte characters.
func TestFormat(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(format(someRows()), "\n"), "\n")
	if len(lines) != 5 {
		t.Fatalf("got %d lines, want 5: header, rule and three rows", len(lines))
	}
	for _, line := range lines {
		if got, want := utf8.RuneCountInString(line), utf8.RuneCountInString(lines[0]); got != want {
			t.Errorf("got %d characters, want %d: %s", got, want, line)
		}
	}
	for i, want := range []string{
		"fleet of 1,000: create|3.00 s|2.00 s|1.50|34 (10/18)|44|70 (60)|5 s, 9 submits|no: 9 submits",
		"data source: read|123.46 s|–|–|0 (0/0)|–|–|–|–",
		"growth|×10.0|–|–|×10.0|–|–|requests ×10, time and memory ×15.0|yes",
	} {
		var cells []string
		for _, cell := range strings.Split(strings.Trim(lines[i+2], "|"), "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		if got := strings.Join(cells, "|"); got != want {
			t.Errorf("row %d: got\n%s, want\n%s", i, got, want)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1_000: "1,000", 10_001: "10,001", 1_000_000: "1,000,000"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %q, want %q", n, got, want)
		}
	}
}

// The document contains the table, the machine and the versions, and lists rows that
// the rate limit bounds.
func TestDocument(t *testing.T) {
	f := &facts{
		date: "2026-01-02", processor: "Example 9", memory: "8.0 GB", kernel: "Linux 1", cores: 2,
		goVersion: "go1", terraform: "Terraform v1", provider: "0.1.0, commit abc", floor: "hashicorp/time 0", took: 12 * time.Minute,
	}
	text, err := document(f, someRows())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		format(someRows()), "2026-01-02", "12m0s", "Example 9, 2 cores", "8.0 GB", "Linux 1", "go1", "Terraform v1", "0.1.0, commit abc", "hashicorp/time 0",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("got a document without %q", want)
		}
	}
	const bound = "The provider's rate limit"
	if strings.Contains(text, bound) {
		t.Error("got rows bound by the rate limit, want none")
	}
	slow := append(someRows(), &row{name: "slow", got: sample{wall: time.Minute, counts: counts{total: 3_600}}})
	if text, err = document(f, slow); err != nil || !strings.Contains(text, bound) || !strings.Contains(text, "* slow: 3600 requests") {
		t.Errorf("got a document without the row bound by the rate limit (%v), want it listed", err)
	}
}
