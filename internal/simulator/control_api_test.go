package simulator

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func (s *Simulator) control(t *testing.T, method, path, body, peer string) (int, string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, ControlPrefix+path, strings.NewReader(body))
	r.RemoteAddr, r.Host = peer, loopback
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

const loopback = "127.0.0.1:5555"

// The control API accepts requests from loopback addresses, IPv4 and IPv6, and
// from no others.
func TestControlAcceptsLoopbackOnly(t *testing.T) {
	s := newSimulator(t, Options{})
	for peer, want := range map[string]int{
		loopback: http.StatusOK, "[::1]:5555": http.StatusOK,
		"192.0.2.1:5555": http.StatusForbidden, "": http.StatusForbidden, "nonsense": http.StatusForbidden,
	} {
		if got, _ := s.control(t, http.MethodGet, "counters", "", peer); got != want {
			t.Errorf("%q: got HTTP %d, want %d", peer, got, want)
		}
	}
	if n := s.Counters().Total(); n != 0 {
		t.Errorf("got %d counted requests, want 0: the control API is not counted", n)
	}
}

// Every request of the control API has its effect.
func TestControlRequests(t *testing.T) {
	s := newSimulator(t, Options{})
	post := func(path, body string) string {
		t.Helper()
		status, text := s.control(t, http.MethodPost, path, body, loopback)
		if status != http.StatusOK {
			t.Fatalf("%s: got HTTP %d %s, want 200", path, status, text)
		}
		return text
	}
	post("drift", `{`+pads(one)+`,"set":{"time_zone":"Asia/Tokyo","bandwidth":{"upload_mbps":1,"download_mbps":2},
		"proxy":{"enabled":true,"ip":"192.0.2.1","port":9},"properties":{"system":{"ro.a":"b"}}}}`)
	post("online", `{`+pads(one)+`,"online":false}`)
	post("status", `{`+pads(one)+`,"status":14}`)
	status, text := s.control(t, http.MethodGet, "phones/"+one, "", loopback)
	var state InstanceState
	if err := json.Unmarshal([]byte(text), &state); err != nil || status != http.StatusOK {
		t.Fatalf("got HTTP %d %s, want 200 and JSON", status, text)
	}
	if state.TimeZone != "Asia/Tokyo" || state.Bandwidth != (Bandwidth{1, 2}) || state.Proxy.Port != 9 ||
		state.Properties[listSystem]["ro.a"] != "b" || state.Online || state.Status != statusAbnormal {
		t.Errorf("got %+v, want the drift, offline and status 14", state)
	}
	post("image", `{"image":{"id":"img-y","android":"android13"}}`)
	s.mustCall(t, padPath+"upgradeImage", upgrade("img-y", false, three))
	post("remove", "{"+pads(two)+"}")
	if status, _ := s.control(t, http.MethodGet, "phones/"+two, "", loopback); status != http.StatusNotFound {
		t.Errorf("removed instance: got HTTP %d, want 404", status)
	}
	if added := post("add", `{"count":2}`); !strings.Contains(added, "AC32010000052") || len(s.PadCodes()) != 51 {
		t.Errorf("added %s: got %d instances, want 51 up to AC32010000052", added, len(s.PadCodes()))
	}
	post("faults", `{"faults":[{"kind":"slow","delay":"1ms","path":"x"},{"kind":"hang","padCode":"y","times":1}]}`)
	if len(s.faults) != 2 || s.faults[0].Delay.String() != "1ms" || s.faults[1].PadCode != "y" {
		t.Errorf("got faults %+v, want slow and hang", s.faults)
	}
	post("faults/clear", "")
	if len(s.faults) != 0 {
		t.Errorf("got %d faults after faults/clear, want 0", len(s.faults))
	}
	s.mustCall(t, "/openapi/open/group/infos", "{}")
	if _, text := s.control(t, http.MethodGet, "counters", "", loopback); !strings.Contains(text, `"/openapi/open/group/infos": 1`) {
		t.Errorf("got counters %s, want one request of group/infos", text)
	}
	post("counters/reset", "")
	if n := s.Counters().Total(); n != 0 {
		t.Errorf("got %d requests after the reset, want 0", n)
	}
	if _, text := s.control(t, http.MethodGet, "phones", "", loopback); !strings.Contains(text, one) {
		t.Errorf("got instances %s, want %s among them", text, one)
	}
}

// Invalid requests are refused and change nothing, even if they are partly
// valid.
func TestControlRefusesMistakes(t *testing.T) {
	s := newSimulator(t, Options{})
	for path, bodies := range map[string][]string{
		"drift": {`{`, `{"padCods":[]}`, `{` + pads(one) + `}`, `{` + pads(one, absent) + `,"set":{"time_zone":"UTC"}}`,
			`{` + pads(one) + `,"set":{"language":"german"}}`, `{` + pads(one) + `,"set":{"language":"de-"}}`,
			`{` + pads(one) + `,"set":{"location":{"latitude":91}}}`, `{` + pads(one) + `,"set":{"image":""}}`,
			`{` + pads(one) + `,"set":{"sim":{"imei":"x"}}}`, `{` + pads(one) + `,"set":{"sim":{"x":"1"}}}`,
			`{` + pads(one) + `,"set":{"apps":{"":1}}}`, `{` + pads(one) + `,"set":{"apps":{"x":-1}}}`,
			`{` + pads(one) + `,"set":{"reported":{"x":{}}}}`,
			`{` + pads(one) + `,"set":{"time_zone":"Mars"}}`, `{` + pads(one) + `,"set":{"properties":{"x":{}}}}`,
			`{` + pads(one, one) + `,"set":{"time_zone":"UTC"}}`},
		"image":  {`{}`, `{"image":{"id":"x"}}`},
		"online": {`{` + pads(one) + `}`},
		"remove": {`{` + pads(one, absent) + `}`},
		"add":    {`{"count":9999999}`},
		"faults": {`{"faults":[{"kind":"hang"},{"kind":"x"}]}`, `{"faults":[{"kind":"slow","delay":"soon"}]}`},
	} {
		for _, body := range bodies {
			if status, text := s.control(t, http.MethodPost, path, body, loopback); status != http.StatusBadRequest {
				t.Errorf("%s %s: got HTTP %d %s, want 400", path, body, status, text)
			}
		}
	}
	if state := s.instanceState(t, one); state.TimeZone != defaultTimeZone || len(state.Apps) != 0 || len(state.SIM) != 0 || !state.Online || len(s.faults) != 0 {
		t.Errorf("a refused request had an effect: got %+v", state)
	}
}
