package diagnostics

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"
)

// Diagnostic is one error or warning, as Terraform receives it.
type Diagnostic struct {
	// Kind is what returned it: "resource", "data source", "list", "ephemeral resource",
	// "action", "function" or "provider".
	Kind string
	// Type is the type, such as armcloud_fleet.
	Type string
	// Severity is "Error" or "Warning".
	Severity string
	// Summary and Detail are the texts.
	Summary, Detail string
	// Attribute is the path of the attribute, or "" if the diagnostic is about the
	// whole object.
	Attribute string `json:",omitempty"`
}

// file is what diagnostics are appended to. Several processes share it, so each
// diagnostic is a single write.
type file struct {
	path string
	mu   sync.Mutex
	open *os.File
}

// append adds a diagnostic. It panics if that fails: without the diagnostic, the page
// would be wrong.
func (f *file) append(d Diagnostic) {
	line, err := json.Marshal(d)
	if err != nil {
		panic(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.open == nil {
		f.open, err = os.OpenFile(f.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			panic(err)
		}
	}
	if _, err := f.open.Write(append(line, '\n')); err != nil {
		panic(err)
	}
}

// ReadAll returns the diagnostics of a file that Record has written.
func ReadAll(from io.Reader) ([]Diagnostic, error) {
	var all []Diagnostic
	lines := bufio.NewReader(from)
	for number := 1; ; number++ {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return all, nil
		}
		var d Diagnostic
		if err := json.Unmarshal(line, &d); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		all = append(all, d)
	}
}
