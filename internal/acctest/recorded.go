package acctest

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

//go:embed testdata/state-0.1/*/*
var recorded embed.FS

const recordedDir = "testdata/state-0.1"

// Recorded is a workspace with a state that version 0.1.0 of the provider has
// written, and the account as it was then.
type Recorded struct {
	*Workspace
	*Account
	// Name is the name of the case.
	Name string
	// Config is the configuration without its provider block.
	Config string
}

// RecordedNames returns the names of the recorded states; see README.md beside
// them.
func RecordedNames(t testing.TB) []string {
	t.Helper()
	found, err := fs.Glob(recorded, recordedDir+"/*/state.json")
	if err != nil || len(found) == 0 {
		t.Fatalf("found %d recorded states: %v", len(found), err)
	}
	names := make([]string, len(found))
	for i, file := range found {
		names[i] = path.Base(path.Dir(file))
	}
	return names
}

// OpenRecorded restores a recorded state as if it had been recorded age ago.
// Tasks that were running then end when options.TaskTime has passed since they
// were submitted, uploads ten minutes after they were.
func OpenRecorded(t testing.TB, name string, age time.Duration, options simulator.Options) *Recorded {
	t.Helper()
	r := &Recorded{Name: name}
	r.Config = string(r.File(t, "main.tf"))
	account := r.File(t, "account.json")
	shift := time.Since(newest(account)) - age

	options.StateFile = filepath.Join(t.TempDir(), "account.json")
	write(t, options.StateFile, string(shifted(account, shift)))
	r.Account = Start(t, options)
	r.Workspace = NewWorkspace(t, r.Provider("online_timeout = \"2s\"\n  max_retries = 1")+r.Config)
	write(t, filepath.Join(r.Dir, "terraform.tfstate"), string(shiftedState(t, r.File(t, "state.json"), shift)))
	return r
}

// File returns a file of the case.
func (r *Recorded) File(t testing.TB, name string) []byte {
	t.Helper()
	text, err := recorded.ReadFile(path.Join(recordedDir, r.Name, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// precise matches the times of the simulator and of private state. Times that
// are attributes of resources are in whole seconds.
var precise = regexp.MustCompile(`"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z"`)

// newest returns the time of the last submission to a recorded account, and the
// current time if there is none.
func newest(account []byte) time.Time {
	var state struct{ Tasks, Uploads []struct{ Created time.Time } }
	// The simulator itself rejects a file that isn't JSON.
	_ = json.Unmarshal(account, &state)
	latest := time.Time{}
	for _, one := range append(state.Tasks, state.Uploads...) {
		if one.Created.After(latest) {
			latest = one.Created
		}
	}
	if latest.IsZero() {
		return time.Now()
	}
	return latest
}

// shifted returns a text with all its precise times moved.
func shifted(text []byte, by time.Duration) []byte {
	return precise.ReplaceAllFunc(text, func(quoted []byte) []byte {
		at, err := time.Parse(time.RFC3339Nano, string(bytes.Trim(quoted, `"`)))
		if err != nil {
			return quoted
		}
		return fmt.Appendf(nil, "%q", at.Add(by).Format(time.RFC3339Nano))
	})
}

// shiftedState returns a state with the times in its private data moved.
func shiftedState(t testing.TB, text []byte, by time.Duration) []byte {
	t.Helper()
	var state map[string]any
	numbers := json.NewDecoder(bytes.NewReader(text))
	numbers.UseNumber()
	err := numbers.Decode(&state)
	for _, resource := range objects(state["resources"]) {
		for _, instance := range objects(resource["instances"]) {
			if err == nil {
				instance["private"], err = shiftedPrivate(instance["private"], by)
			}
		}
	}
	if err == nil {
		text, err = json.Marshal(state)
	}
	if err != nil {
		t.Fatalf("unable to read the recorded state: %v", err)
	}
	return text
}

// shiftedPrivate returns private data as in a state file, base64 of a JSON
// object whose values are base64 of JSON, with its times moved.
func shiftedPrivate(private any, by time.Duration) ([]byte, error) {
	var outer []byte
	var keys map[string][]byte
	quoted, err := json.Marshal(private)
	if err == nil {
		err = json.Unmarshal(quoted, &outer)
	}
	if err != nil || len(outer) == 0 {
		return nil, err
	}
	if err := json.Unmarshal(outer, &keys); err != nil {
		return nil, fmt.Errorf("unable to read private data: %w", err)
	}
	for key, value := range keys {
		keys[key] = shifted(value, by)
	}
	return json.Marshal(keys)
}

func objects(v any) []map[string]any {
	list, _ := v.([]any)
	var all []map[string]any
	for _, one := range list {
		if object, ok := one.(map[string]any); ok {
			all = append(all, object)
		}
	}
	return all
}
