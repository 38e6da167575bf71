package acctest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// SecretsVariable is the environment variable that makes all runs of the CLI write their
// log at level TRACE, and searches log, output, state and saved plans for canaries. Its
// value is the file to which each package appends what it has searched.
const SecretsVariable = "ACC_SECRETS"

// suite is the search of the whole process, or nil if it has none.
var suite = func() *secretSearch {
	if os.Getenv(SecretsVariable) == "" {
		return nil
	}
	return newSecretSearch()
}()

// SearchSecrets makes the workspace search for canaries, as SecretsVariable does. Leaks
// are passed to report in place of failing the test.
func (w *Workspace) SearchSecrets(report func(leak string)) {
	w.search, w.report = newSecretSearch(), report
}

// trace adds variables to the environment of a command that make it write a log.
func (w *Workspace) trace(env []string) []string {
	if w.search == nil || lastOf(env, "TF_LOG") != "" || lastOf(env, "TF_LOG_PROVIDER") != "" {
		return env // nothing is searched, or the test has a log of its own
	}
	if w.logs == "" {
		w.logs = w.t.TempDir()
		// Those of commands that a test has started itself.
		w.t.Cleanup(func() {
			logs, err := filepath.Glob(filepath.Join(w.logs, "*.log"))
			for _, log := range logs {
				err = errors.Join(err, w.searchLog(log))
			}
			if err != nil {
				w.t.Error(err)
			}
		})
	}
	w.runs++
	return append(env[:len(env):len(env)], "TF_LOG=TRACE", fmt.Sprintf("TF_LOG_PATH=%s/%d.log", w.logs, w.runs))
}

// lastOf returns the value of a variable in an environment.
func lastOf(env []string, name string) string {
	value := ""
	for _, pair := range env {
		if text, ok := strings.CutPrefix(pair, name+"="); ok {
			value = text
		}
	}
	return value
}

// searchRun searches what a command has left, and removes its log.
func (w *Workspace) searchRun(cmd *exec.Cmd, output string) {
	w.t.Helper()
	if w.search == nil {
		return
	}
	w.reportAll(w.search.output(w.Dir, cmd.Args[1:], output))
	leaks, err := w.search.workspace(w.Dir)
	w.reportAll(leaks)
	if path := lastOf(cmd.Env, "TF_LOG_PATH"); path != "" {
		err = errors.Join(err, w.searchLog(path))
	}
	if err != nil {
		w.t.Errorf("unable to search for secrets: %v", err)
	}
}

// searchLog searches a log, and removes it unless it belongs to the test.
func (w *Workspace) searchLog(path string) error {
	w.t.Helper()
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // the command has logged nothing
	}
	w.reportAll(w.search.data(inLog, "the log", text))
	if err == nil && filepath.Dir(path) == w.logs {
		err = os.Remove(path)
	}
	return err
}

func (w *Workspace) reportAll(leaks []leak) {
	w.t.Helper()
	for i, l := range leaks {
		if w.report != nil {
			w.report(l.String())
			continue
		}
		if i == 10 {
			w.t.Errorf("got %d further leaks", len(leaks)-i)
			return
		}
		w.t.Error(l)
	}
}

// appendTotal appends what the process has searched to a file, as a line of fields:
// package, canaries, spellings, then the number of texts and their
// bytes for each place, canaries where they may be, and leaks.
func (s *secretSearch) appendTotal(path string) error {
	fields := []any{strings.TrimSuffix(filepath.Base(os.Args[0]), ".test"), len(canaries), s.finder.count}
	for _, where := range []place{inLog, inOutput, inState, inPlan} {
		fields = append(fields, s.total.texts[where], s.total.bytes[where])
	}
	fields = append(fields, s.total.allowed, s.total.leaks)
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(file, strings.Trim(fmt.Sprint(fields), "[]"))
	return errors.Join(err, file.Close())
}

// runAndSearch runs the tests of a package. The tests that run the provider in their own
// process write their logs and working directories below a temporary directory.
func runAndSearch(m *testing.M) int {
	if suite == nil {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "acc-secrets-")
	if err == nil {
		// The framework of those tests reads them.
		err = errors.Join(os.Setenv("TF_LOG", "TRACE"), os.Setenv("TF_LOG_PATH_MASK", filepath.Join(dir, "%s.log")),
			os.Setenv("TF_ACC_TEMP_DIR", dir), os.Setenv("TF_ACC_PERSIST_WORKING_DIR", "1"))
	}
	code := m.Run()
	leaks, more := suite.tree(dir)
	for _, l := range leaks {
		fmt.Fprintln(os.Stderr, l)
	}
	err = errors.Join(err, more, os.RemoveAll(dir), suite.appendTotal(os.Getenv(SecretsVariable)))
	if err != nil {
		fmt.Fprintln(os.Stderr, "unable to search for secrets:", err)
	}
	if code == 0 && (err != nil || len(leaks) > 0) {
		return 1
	}
	return code
}

// tree searches the logs and working directories below a directory.
func (s *secretSearch) tree(dir string) ([]leak, error) {
	var leaks []leak
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			found, err := s.workspace(path)
			leaks = append(leaks, found...)
			return err
		}
		if filepath.Ext(path) != ".log" {
			return nil
		}
		text, err := os.ReadFile(path)
		leaks = append(leaks, s.data(inLog, filepath.Base(path), frameworkConfig.ReplaceAll(text, nil))...)
		return err
	})
	return leaks, err
}

// frameworkConfig matches the field of a log line in which the test framework quotes the
// whole configuration.
var frameworkConfig = regexp.MustCompile(`(?m)^ +test_terraform_configuration=\n(?: +\|.*\n)+`)
