package simulator

import (
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"testing"
)

// notOffered are the documented endpoints that the simulator does not offer.
var notOffered = []string{
	"/rtc/open/room/batchApplyToken", "/rtc/open/room/share/applyToken",
	"/openapi/open/token/stsToken", "/openapi/open/token/stsTokenByPadCode",
}

// undocumented are the endpoints that the document of 2024 doesn't have.
var undocumented = []string{
	"/openapi/open/pad/batchPadProperties", "/openapi/open/pad/openOnlineAdb", "/openapi/open/pad/listInstalledApp",
	"/file-center/open/file/batch/del", "/openapi/open/image/queryImageList",
}

// severalLists are documented with a list of instances per app, or any number of
// apps. The limit of the other endpoints applies to all of them together.
var severalLists = []string{
	"/openapi/open/pad/installApp", "/openapi/open/pad/uninstallApp", "/file-center/open/app/cache",
}

// withoutInstance submit tasks that belong to no instance.
var withoutInstance = []string{
	"/file-center/open/app/cache", "/file-center/open/file/cache", "/openapi/open/image/uploadImage", "/openapi/open/device/powerReset",
}

// readers are documented as writes and change no setting. Whether a command does depends
// on the script, and the scripts that the simulator supports only read.
var readers = []string{"/openapi/open/pad/asyncCmd", "/openapi/open/pad/screenshot"}

type documented struct {
	Path       string          `json:"path"`
	Method     string          `json:"method"`
	Limit      json.RawMessage `json:"targets_per_request"`
	Levels     []string        `json:"levels"`
	Async      bool            `json:"async"`
	Kind       string          `json:"kind"`
	Repeatable bool            `json:"repeatable"`
}

// Every documented endpoint is offered as documented or listed in notOffered, and
// no others are offered.
func TestEndpointsMatchTheDocument(t *testing.T) {
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
			t.Errorf("%s occurs twice in the table", r.path)
		}
		if (r.handle == nil) == (r.operation == nil) {
			t.Errorf("%s must have either a handler or an operation", r.path)
		}
		offered[r.path] = r
	}
	for _, d := range file.Endpoints {
		r, later := offered[d.Path], slices.Contains(notOffered, d.Path)
		if (r == nil) != later {
			t.Errorf("%s: got offered %v, listed in notOffered %v", d.Path, r != nil, later)
		}
		if r != nil {
			checkDocumented(t, r, d)
		}
		delete(offered, d.Path)
	}
	for path := range offered {
		if !slices.Contains(undocumented, path) {
			t.Errorf("%s is not documented", path)
		}
	}
}

func checkDocumented(t *testing.T, r *route, d documented) {
	t.Helper()
	limit := 0
	if slices.Contains(severalLists, d.Path) {
		limit = 100
	} else if err := json.Unmarshal(d.Limit, &limit); err != nil {
		t.Errorf("%s: cannot read the limit %s", d.Path, d.Limit)
	}
	if r.method != d.Method || r.limit != limit || !slices.Equal(r.levels, d.Levels) {
		t.Errorf("%s: got %s, limit %d, levels %v, want %s, %d, %v",
			d.Path, r.method, r.limit, r.levels, d.Method, limit, d.Levels)
	}
	if (r.operation != nil || slices.Contains(withoutInstance, d.Path)) != d.Async {
		t.Errorf("%s: got submits tasks %v, want %v", d.Path, r.operation != nil, d.Async)
	}
	if r.operation != nil && (r.operation.changes != (d.Kind == "write" && !slices.Contains(readers, d.Path)) || r.operation.nonIdempotent == d.Repeatable) {
		t.Errorf("%s: got changes %v, nonIdempotent %v, want kind %s, repeatable %v",
			d.Path, r.operation.changes, r.operation.nonIdempotent, d.Kind, d.Repeatable)
	}
}

// An endpoint of the current level is missing in 2024; unknown paths are missing
// at both levels.
func TestLevelsSelectEndpoints(t *testing.T) {
	for level, want := range map[string]int{LevelCurrent: http.StatusOK, Level2024: http.StatusNotFound} {
		s := newSimulator(t, Options{Level: level})
		if a := s.call(t, padPath+"batchPadProperties", "{"+pads(one)+"}"); a.HTTP != want {
			t.Errorf("batchPadProperties at %s: got HTTP %d, want %d", level, a.HTTP, want)
		}
		if a := s.call(t, padPath+"noSuchThing", "{}"); a.HTTP != http.StatusNotFound || a.Code != http.StatusNotFound {
			t.Errorf("unknown path at %s: got HTTP %d, code %d, want 404", level, a.HTTP, a.Code)
		}
		if a := s.call(t, padPath+"padProperties", `{"padCode":"`+one+`"}`); a.HTTP != http.StatusOK || a.Code != codeOK {
			t.Errorf("padProperties at %s: got HTTP %d, code %d, want 200", level, a.HTTP, a.Code)
		}
	}
}

func TestWrongMethodIsRefused(t *testing.T) {
	s := newSimulator(t, Options{})
	r := signedRequest(t, "/openapi/open/group/infos", "")
	r.Method = http.MethodGet
	expectCode(t, s, "GET", r, codeMethodNotSupported)
}
