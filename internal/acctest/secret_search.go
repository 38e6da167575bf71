package acctest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// secretSearch searches the traces of the CLI for canaries.
type secretSearch struct {
	finder *finder

	mu    sync.Mutex
	total searchTotal
}

// searchTotal is what a process has searched.
type searchTotal struct {
	texts, bytes map[place]int
	// allowed counts the canaries that were found where they may be, and leaks the
	// others.
	allowed, leaks int
}

// leak is a canary in a place where it must not be.
type leak struct {
	canary, spelling, in string
	// line is the part of the line that contains the canary.
	line string
}

func (l leak) String() string {
	return fmt.Sprintf("got the %s, spelled as %s, in %s, want it absent: %q", l.canary, l.spelling, l.in, l.line)
}

func newSecretSearch() *secretSearch {
	return &secretSearch{finder: newFinder(canaries), total: searchTotal{texts: map[place]int{}, bytes: map[place]int{}}}
}

// data searches a text and returns the leaks. name is for messages.
func (s *secretSearch) data(where place, name string, data []byte) []leak {
	var leaks []leak
	allowed := 0
	s.finder.find(data, func(n needle, at int) {
		line := lineAt(data, at)
		switch {
		case n.canary.allowed&where != 0:
			allowed++
		case where&(inLog|inOutput) != 0 && isTerraforms(line):
		default:
			from := max(0, at-80) // of the excerpt
			leaks = append(leaks, leak{canary: n.canary.name, spelling: n.spelling, in: name, line: string(data[from:min(len(data), at+len(n.text)+20)])})
		}
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.total.texts[where]++
	s.total.bytes[where] += len(data)
	s.total.allowed += allowed
	s.total.leaks += len(leaks)
	return leaks
}

// lineAt returns the line that contains a position.
func lineAt(data []byte, at int) []byte {
	from := bytes.LastIndexByte(data[:at], '\n') + 1
	if to := bytes.IndexByte(data[at:], '\n'); to >= 0 {
		return data[from : at+to]
	}
	return data[from:]
}

// terraforms matches lines of Terraform itself that repeat what the user has typed.
var terraforms = regexp.MustCompile(`^\S+ \[INFO\]  CLI (command )?args: `)

func isTerraforms(line []byte) bool { return terraforms.Match(line) }

// workspace searches the files in a directory that the CLI has written: states, saved
// plans and crash logs, but not the configuration.
func (s *secretSearch) workspace(dir string) ([]leak, error) {
	var leaks []leak
	files, err := os.ReadDir(dir)
	for _, file := range files {
		name := file.Name()
		if file.IsDir() || slices.Contains([]string{".tf", ".tfvars", ".json", ".sh"}, filepath.Ext(name)) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // a lock, or a file of another command
		}
		if err != nil {
			return nil, err
		}
		switch {
		case bytes.HasPrefix(text, []byte("PK\x03\x04")):
			found, err := s.plan(name, text)
			if err != nil {
				return nil, err
			}
			leaks = append(leaks, found...)
		case strings.Contains(name, ".tfstate"):
			leaks = append(leaks, s.state(name, text)...)
		case name == "crash.log":
			leaks = append(leaks, s.data(inLog, name, text)...)
		}
	}
	return leaks, err
}
