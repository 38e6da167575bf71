package acctest

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// privateData matches the private data of an object in a state.
var privateData = regexp.MustCompile(`"private": ?"([A-Za-z0-9+/=]+)"`)

// state searches a state, and its private data too, which is encoded twice.
func (s *secretSearch) state(name string, text []byte) []leak {
	leaks := s.data(inState, name, text)
	for _, match := range privateData.FindAllSubmatch(text, -1) {
		// What is not base64 was searched as it is.
		if private, err := base64.StdEncoding.DecodeString(string(match[1])); err == nil {
			leaks = append(leaks, s.data(inState, "private data in "+name, private)...)
		}
	}
	return leaks
}

// plan searches a saved plan, except for the configuration and the variables, which
// Terraform saves as the user gave them.
func (s *secretSearch) plan(name string, packed []byte) ([]leak, error) {
	archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, err
	}
	var leaks []leak
	for _, file := range archive.File {
		if strings.HasPrefix(file.Name, "tfconfig/") {
			continue
		}
		in, err := file.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(in)
		if err := errors.Join(err, in.Close()); err != nil {
			return nil, err
		}
		if file.Name == "tfplan" {
			if text, err = withoutVariables(text); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		if strings.HasPrefix(file.Name, "tfstate") {
			leaks = append(leaks, s.state(file.Name+" of plan "+name, text)...)
			continue
		}
		leaks = append(leaks, s.data(inPlan, file.Name+" of plan "+name, text)...)
	}
	return leaks, nil
}

// variablesField is the number of the field in Terraform's planfile.proto.
const variablesField = 2

// withoutVariables removes the variables from a plan, which is a message in the wire
// format of protocol buffers.
func withoutVariables(message []byte) ([]byte, error) {
	var rest []byte
	for len(message) > 0 {
		tag, length := binary.Uvarint(message)
		if length <= 0 {
			return nil, errors.New("the plan is no message")
		}
		switch tag & 7 {
		case 0:
			_, more := binary.Uvarint(message[length:])
			length += max(0, more)
		case 1:
			length += 8
		case 2:
			size, more := binary.Uvarint(message[length:])
			length += more + int(size)
		case 5:
			length += 4
		}
		if length > len(message) || length <= 0 {
			return nil, errors.New("the plan is cut off")
		}
		if tag>>3 != variablesField {
			rest = append(rest, message[:length]...)
		}
		message = message[length:]
	}
	return rest, nil
}

// output searches the output of a command that has run in a directory. Commands that
// show a state or a plan in full may show what those contain.
func (s *secretSearch) output(dir string, args []string, text string) []leak {
	name := "the output of " + strings.Join(args, " ")
	text = withoutSnippets(dir, text)
	switch args[0] {
	case "show":
		return s.data(inState, name, withoutConfiguration(text))
	case "output", "console", "state":
		return s.data(inState, name, []byte(text))
	}
	return s.data(inOutput, name, []byte(text))
}

// withoutConfiguration removes the configuration and the variables from a plan that is
// shown in JSON.
func withoutConfiguration(shown string) []byte {
	start := strings.Index(shown, "{")
	var plan map[string]json.RawMessage
	if start < 0 || json.Unmarshal([]byte(shown[start:]), &plan) != nil {
		return []byte(shown)
	}
	delete(plan, "configuration")
	delete(plan, "variables")
	// It was JSON before.
	text, _ := json.Marshal(plan)
	return text
}

// snippet matches a line in a diagnostic of Terraform that quotes the configuration.
var snippet = regexp.MustCompile(`(?m)^[│ ]*\d+: +(.*)$`)

// withoutSnippets removes the lines in which Terraform quotes the configuration of the
// directory, where tests have passwords in plain text.
func withoutSnippets(dir, text string) string {
	lines := map[string]bool{}
	files, _ := filepath.Glob(filepath.Join(dir, "*.tf")) // the pattern is valid
	for _, file := range files {
		config, _ := os.ReadFile(file) // what cannot be read is quoted nowhere
		for line := range strings.Lines(string(config)) {
			lines[strings.TrimSpace(line)] = true
		}
	}
	return snippet.ReplaceAllStringFunc(text, func(quoted string) string {
		if lines[strings.TrimSpace(snippet.FindStringSubmatch(quoted)[1])] {
			return ""
		}
		return quoted
	})
}
