package armcloud

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

type documentedEndpoint struct {
	Method          string   `json:"method"`
	Path            string   `json:"path"`
	Kind            string   `json:"kind"`
	Targets         any      `json:"targets_per_request"`
	Repeatable      bool     `json:"repeatable"`
	WaitsBy         *string  `json:"waits_by"`
	Levels          []string `json:"levels"`
	AnswerPerTarget bool     `json:"answer_per_target"`
	Fields          []string `json:"fields"`
}

func documentedEndpoints(t *testing.T) map[string]documentedEndpoint {
	t.Helper()
	text, err := os.ReadFile("testdata/endpoints.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []documentedEndpoint
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	byPath := map[string]documentedEndpoint{}
	for _, e := range list {
		byPath[e.Path] = e
	}
	if len(byPath) != 62 {
		t.Fatalf("got %d endpoints of the document, want 62", len(byPath))
	}
	return byPath
}

// newer are the operations that only newer API documents have.
var newer = []*Operation{BatchPadProperties, OpenADB, ReadInstalledApps, DeleteFiles, ListImages}

// Operations returns every endpoint of the API document once, with the same method,
// limits and rules, and otherwise only the operations of newer levels.
func TestOperationsEqualTheDocument(t *testing.T) {
	documented := documentedEndpoints(t)
	seen := map[string]bool{}
	for _, op := range Operations() {
		if seen[op.Path] {
			t.Errorf("%s is returned twice", op.Path)
		}
		seen[op.Path] = true
		want, ok := documented[op.Path]
		if !ok {
			if !slices.Contains(newer, op) {
				t.Errorf("%s is in no document", op.Path)
			}
			continue
		}
		if op.Method != want.Method {
			t.Errorf("%s: method %s, want %s", op.Path, op.Method, want.Method)
		}
		if op.Write != (want.Kind == "write") {
			t.Errorf("%s: write %v, want kind %s", op.Path, op.Write, want.Kind)
		}
		if op.Repeatable != want.Repeatable {
			t.Errorf("%s: repeatable %v, want %v", op.Path, op.Repeatable, want.Repeatable)
		}
		if answer := answerOf(op, want); op.Answer != answer {
			t.Errorf("%s: got answer %v, want %v", op.Path, op.Answer, answer)
		}
		if got := waitWords(op.Wait); got != waitOf(want.WaitsBy) {
			t.Errorf("%s: wait %q, want %q", op.Path, got, waitOf(want.WaitsBy))
		}
		if got := levelWords(op.Levels); !slices.Equal(got, want.Levels) {
			t.Errorf("%s: levels %v, want %v", op.Path, got, want.Levels)
		}
		checkTargets(t, op, want)
	}
	for path := range documented {
		if !seen[path] {
			t.Errorf("%s is in the document but not among the operations", path)
		}
	}
	for _, op := range newer {
		if !seen[op.Path] {
			t.Errorf("%s of newer levels is missing", op.Path)
		}
	}
}

// singleAnswers are the answers of operations whose documented response has no item
// for each target.
var singleAnswers = map[*Operation]Answer{
	SetLocation:             AnswerEither,
	UpdateAndroidProperties: AnswerAll, SetADB: AnswerAll,
	DissolveRoom: AnswerItems, RunCommandSync: AnswerItems, // lists of items with other forms around them
	ReplacePad: AnswerItems, AddContacts: AnswerItems, // one item, without which nothing is proven
}

func answerOf(op *Operation, want documentedEndpoint) Answer {
	if want.AnswerPerTarget {
		return AnswerItems
	}
	return singleAnswers[op]
}

// checkTargets compares the number of targets and their field.
func checkTargets(t *testing.T, op *Operation, want documentedEndpoint) {
	t.Helper()
	number := 0
	switch n := want.Targets.(type) {
	case float64:
		number = int(n)
	case string:
		// "many" means instances inside each app, or no instances at all.
		if strings.Contains(n, "padCodes") {
			number = 100
		}
	}
	if op.MaxTargets != number {
		t.Errorf("%s: got max targets %d, want %d", op.Path, op.MaxTargets, number)
	}
	if (op.Target == "") != (number == 0) {
		t.Errorf("%s: target %q with %d targets", op.Path, op.Target, number)
	}
	field := op.Target
	if op == InstallApp || op == UninstallApp {
		field = "apps[].padCodes"
	}
	if field != "" && !slices.Contains(want.Fields, field) {
		t.Errorf("%s: the request has no field %q", op.Path, field)
	}
}

func waitWords(w Wait) string {
	return map[Wait]string{
		WaitNone: "", WaitTask: "padTaskDetail", WaitRunning: "padTaskDetail, then padStatus 10",
		WaitScript: "executeScriptInfo", WaitFile: "fileTaskDetail", WaitImage: "imageUploadResult", WaitDevice: "no task query",
	}[w]
}

// waitOf returns waits_by without remarks.
func waitOf(text *string) string {
	if text == nil {
		return ""
	}
	head, _, _ := strings.Cut(*text, ";")
	head, _, _ = strings.Cut(head, ":")
	head, _, _ = strings.Cut(head, " (")
	return head
}

func levelWords(l Levels) []string {
	var words []string
	if l&Level2024 != 0 {
		words = append(words, "2024")
	}
	if l&LevelCurrent != 0 {
		words = append(words, "current")
	}
	return words
}

// Every operation has a name, a path and levels, and its rules don't contradict each
// other.
func TestOperationsAreComplete(t *testing.T) {
	for _, op := range Operations() {
		if op.Name == "" || strings.HasSuffix(op.Name, ".") || !strings.HasPrefix(op.Path, "/") || op.Levels == 0 {
			t.Errorf("%+v is incomplete", op)
		}
		if !op.Write && !op.Repeatable {
			t.Errorf("%s is a read that is not repeatable", op)
		}
		if op.Answer != AnswerOther && op.Target == "" && op != UploadApps {
			t.Errorf("%s has an answer for each target but no targets", op)
		}
	}
}
