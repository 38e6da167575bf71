package simulator

import (
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"testing"
)

// stillToCome is the documented endpoints that this service does not offer yet.
var stillToCome = []string{
	"/rtc/open/room/dissolveRoom", "/rtc/open/room/batchApplyToken", "/rtc/open/room/share/applyToken",
	"/openapi/open/device/powerReset",
	"/openapi/open/pad/replacePad", "/openapi/open/pad/updateContacts",
	"/openapi/open/pad/screenshot",
	"/openapi/open/pad/startApp", "/openapi/open/pad/stopApp", "/openapi/open/pad/restartApp",
	"/openapi/open/token/stsToken", "/openapi/open/token/stsTokenByPadCode",
}

// beyondTheDocument is offered although the document of 2024 does not know it.
var beyondTheDocument = []string{
	"/openapi/open/pad/batchPadProperties", "/openapi/open/pad/openOnlineAdb", "/openapi/open/pad/listInstalledApp",
	"/file-center/open/file/batch/del", "/openapi/open/image/queryImageList",
}

// severalLists is documented to name instances in a list for each app, or any
// number of apps; together they are held to the limit of the other endpoints.
var severalLists = []string{
	"/openapi/open/pad/installApp", "/openapi/open/pad/uninstallApp", "/file-center/open/app/cache",
}

// uploads make tasks that no instance has.
var uploads = []string{"/file-center/open/app/cache", "/file-center/open/file/cache", "/openapi/open/image/uploadImage"}

// commands are documented as writes; whether one alters its instance is up to
// the script, and the scripts that instances understand here only read.
var commands = []string{"/openapi/open/pad/asyncCmd"}

type documented struct {
	Path       string          `json:"path"`
	Method     string          `json:"method"`
	Limit      json.RawMessage `json:"targets_per_request"`
	Levels     []string        `json:"levels"`
	Async      bool            `json:"async"`
	Kind       string          `json:"kind"`
	Repeatable bool            `json:"repeatable"`
}

// Every documented endpoint is offered as documented, or named as still to
// come; nothing else is offered.
func TestRouteTableAgreesWithTheDocument(t *testing.T) {
	text, err := os.ReadFile("testdata/endpoints.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Endpoints []documented `json:"endpoints"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	offered := map[string]*route{}
	for _, r := range endpoints() {
		if offered[r.path] != nil {
			t.Errorf("%s stands twice in the table", r.path)
		}
		if (r.handle == nil) == (r.operation == nil) {
			t.Errorf("%s must have an answer or a task, and not both", r.path)
		}
		offered[r.path] = r
	}
	for _, d := range file.Endpoints {
		r, later := offered[d.Path], slices.Contains(stillToCome, d.Path)
		if (r == nil) != later {
			t.Errorf("%s: offered %v, still to come %v", d.Path, r != nil, later)
		}
		if r != nil {
			agrees(t, r, d)
		}
		delete(offered, d.Path)
	}
	for path := range offered {
		if !slices.Contains(beyondTheDocument, path) {
			t.Errorf("%s is in no document", path)
		}
	}
}

func agrees(t *testing.T, r *route, d documented) {
	t.Helper()
	limit := 0
	if slices.Contains(severalLists, d.Path) {
		limit = 100
	} else if err := json.Unmarshal(d.Limit, &limit); err != nil {
		t.Errorf("%s: limit %s", d.Path, d.Limit)
	}
	if r.method != d.Method || r.limit != limit || !slices.Equal(r.levels, d.Levels) {
		t.Errorf("%s: %s, limit %d, levels %v, but documented %s, %d, %v",
			d.Path, r.method, r.limit, r.levels, d.Method, limit, d.Levels)
	}
	if (r.operation != nil || slices.Contains(uploads, d.Path)) != d.Async {
		t.Errorf("%s: submits tasks %v, documented %v", d.Path, r.operation != nil, d.Async)
	}
	if r.operation != nil && (r.operation.changes != (d.Kind == "write" && !slices.Contains(commands, d.Path)) || r.operation.nonIdempotent == d.Repeatable) {
		t.Errorf("%s: change %v, once %v, but documented %s, repeatable %v",
			d.Path, r.operation.changes, r.operation.nonIdempotent, d.Kind, d.Repeatable)
	}
}

// An endpoint of the current level is there at that level and absent in 2024;
// unknown paths are absent at both.
func TestLevelsDecideWhatIsThere(t *testing.T) {
	for level, want := range map[string]int{LevelCurrent: http.StatusOK, Level2024: http.StatusNotFound} {
		s := newSimulator(t, Options{Level: level})
		if a := s.call(t, padPath+"batchPadProperties", "{"+pads(one)+"}"); a.HTTP != want {
			t.Errorf("batchPadProperties at %s: HTTP %d, want %d", level, a.HTTP, want)
		}
		if a := s.call(t, padPath+"noSuchThing", "{}"); a.HTTP != http.StatusNotFound || a.Code != http.StatusNotFound {
			t.Errorf("unknown path at %s: HTTP %d, code %d", level, a.HTTP, a.Code)
		}
		if a := s.call(t, padPath+"padProperties", `{"padCode":"`+one+`"}`); a.HTTP != http.StatusOK || a.Code != codeOK {
			t.Errorf("padProperties at %s: HTTP %d, code %d", level, a.HTTP, a.Code)
		}
	}
}

func TestWrongMethodIsRefused(t *testing.T) {
	s := newSimulator(t, Options{})
	r := signedRequest(t, "/openapi/open/group/infos", "")
	r.Method = http.MethodGet
	expectCode(t, s, "GET", r, codeMethodNotSupported)
}
