package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"
	"time"
)

//go:embed document.md.tmpl
var documentTemplate string

// document renders the results of a full run, with the environment in which they
// were measured.
func document(f *facts, rows []*row) (string, error) {
	t, err := template.New("document").Parse(documentTemplate)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = t.Execute(&out, map[string]any{
		"Date": f.date, "Took": f.took.Round(time.Minute).String(),
		"Processor": f.processor, "Cores": f.cores, "Memory": f.memory, "Kernel": f.kernel,
		"Go": f.goVersion, "Terraform": f.terraform, "Provider": f.provider, "Floor": f.floor,
		"TaskTime": taskTime.String(), "Jitter": taskJitter, "Latency": latency.String(),
		"RequestsPerSecond": requestsPerSecond, "Short": short.String(),
		"Table": format(rows), "Limited": limited(rows),
	})
	return out.String(), err
}

// writeDocument writes the document atomically.
func writeDocument(path string, f *facts, rows []*row) error {
	text, err := document(f, rows)
	if err != nil {
		return fmt.Errorf("unable to write the table: %w", err)
	}
	unfinished := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".new")
	if err := os.WriteFile(unfinished, []byte(text), 0o644); err != nil { //nolint:gosec // documentation, readable by everyone
		return err
	}
	return os.Rename(unfinished, path)
}
