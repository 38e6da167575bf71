package simulator

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// compactAfter is the number of events after which the state file is compacted to
// a snapshot.
const compactAfter = 5000

// journal is the state file: a line with a snapshot, then a line per event. An
// event is in the file before its response is sent, so a killed process loses
// nothing that it has acknowledged. Compaction replaces the file by renaming, so
// it is never half written.
type journal struct {
	name   string
	file   *os.File
	events int
}

// append appends one event to the file.
func (j *journal) append(s *Simulator, e *event) error {
	text, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("unable to encode an event: %w", err)
	}
	if _, err := j.file.Write(append(text, '\n')); err != nil {
		return fmt.Errorf("unable to write the state file: %w", err)
	}
	if j.events++; j.events >= compactAfter {
		return s.compact(true)
	}
	return nil
}

func (j *journal) close() error {
	if j.file == nil {
		return nil
	}
	err := j.file.Close()
	j.file = nil
	return err
}

// loadStateFile loads the account from the state file, or creates both.
func (s *Simulator) loadStateFile() error {
	name := s.options.StateFile
	s.journal = &journal{name: name}
	if !fileExists(name) {
		s.account = newAccount(s.options.Seed, s.options.Instances)
		return s.compact(true)
	}
	file, err := os.Open(name) //nolint:gosec // the user names this file
	if err != nil {
		return fmt.Errorf("unable to open the state file: %w", err)
	}
	defer func() { _ = file.Close() }() // the file was only read
	if err := s.replay(bufio.NewReader(file)); err != nil {
		return fmt.Errorf("unable to read the state file %s: %w", name, err)
	}
	return s.compact(true)
}

// replay applies a snapshot and the events after it. An incomplete last line was
// never acknowledged, so it is dropped.
func (s *Simulator) replay(in *bufio.Reader) error {
	line, err := in.ReadBytes('\n')
	if err != nil {
		return errors.New("the first line is missing or incomplete")
	}
	if err := s.restore(line); err != nil {
		return err
	}
	for n := 2; ; n++ {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var e event
		if err := json.Unmarshal(bytes.TrimSpace(line), &e); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if e.Kind == eventDrift && e.Drift == nil {
			return fmt.Errorf("line %d: a drift event without a drift", n)
		}
		if err := s.apply(&e); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
}

// compact replaces the state file by a snapshot and, if more is set, opens it for
// further events.
func (s *Simulator) compact(more bool) error {
	text, err := s.snapshot()
	if err != nil {
		return err
	}
	if err := s.journal.close(); err != nil {
		return fmt.Errorf("unable to close the state file: %w", err)
	}
	if err := WriteFileAtomically(s.journal.name, append(text, '\n')); err != nil {
		return fmt.Errorf("unable to write the state file: %w", err)
	}
	s.journal.events = 0
	if !more {
		return nil
	}
	s.journal.file, err = os.OpenFile(s.journal.name, os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("unable to open the state file: %w", err)
	}
	return nil
}

// WriteFileAtomically writes a temporary file in the same directory and renames it
// to name, so readers never see a partial file.
func WriteFileAtomically(name string, text []byte) error {
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // the first error is returned
	}
	return err
}

func fileExists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
