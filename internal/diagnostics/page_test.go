package diagnostics

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// With DIAGNOSTICS, what Record has written, the page is written to DIAGNOSTICS_PAGE.
func TestWritePage(t *testing.T) {
	path := os.Getenv("DIAGNOSTICS")
	if path == "" {
		t.Skip("make diagnostics writes the page")
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all, err := ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("got no diagnostics; was the provider built with the tag diagnostics?")
	}
	if err := os.WriteFile(os.Getenv("DIAGNOSTICS_PAGE"), []byte(Page(all)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Errors of different instances, tasks and times are one entry, errors that differ in
// their cause too, and the order of the diagnostics does not matter. Control: another
// title is another entry.
func TestPageRemovesDuplicates(t *testing.T) {
	failed := func(padCode, code, problem string) Diagnostic {
		return Diagnostic{Kind: "resource", Type: "armcloud_instance", Severity: "Error", Summary: "Unable to set the proxy",
			Detail: "Instance:   " + padCode + "\nCode:       " + code + "\nProblem:    " + problem + "\nTrace ID:   5f1c\nWhat to do: Try again."}
	}
	all := []Diagnostic{failed("AC32010000001", "110014", "busy"), failed("AC32010000002", "110014", "busy"), failed("AC32010000003", "500", "no"),
		{Kind: "resource", Type: "armcloud_fleet", Severity: "Warning", Summary: "Other", Attribute: `AttributeName("phones").ElementKeyString("AC32010000001")`}}
	page := Page(all)
	if got := strings.Count(page, "```text\n"); got != 2 {
		t.Errorf("got %d entries, want 2:\n%s", got, page)
	}
	for _, want := range []string{"## `armcloud_instance`\n", "several causes", "| busy | Try again. | 110014 |", "| no | Try again. | 500 |", "at `phones[\"PAD_CODE\"]`", "a few times"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
	if other := Page([]Diagnostic{all[3], all[2], all[1], all[0]}); other != page {
		t.Errorf("in another order, got another page:\n%s", other)
	}
}

// What is appended is read again.
func TestAppendedDiagnosticsAreRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "recorded")
	want := Diagnostic{Kind: "action", Type: "armcloud_instance_restart", Severity: "Error", Summary: "a\nb", Detail: "c"}
	f := &file{path: path}
	f.append(want)
	f.append(want)
	opened, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	got, err := ReadAll(opened)
	if err != nil || len(got) != 2 || got[0] != want || got[1] != want {
		t.Errorf("got %v, %v, want two of %v", got, err, want)
	}
}
