package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const configPath = "/openapi/open/config/"

func signGet(r *http.Request) {
	stamp := strconv.FormatInt(time.Now().UnixMilli(), 10)
	r.Header.Set("authver", "2.0")
	r.Header.Set("x-ak", DefaultAccessKey)
	r.Header.Set("x-timestamp", stamp)
	r.Header.Set("x-sign", signV2(DefaultSecretKey, stamp, r.URL.Path, r.URL.RawQuery))
}

// get calls an endpoint by GET under signature version 2.
func (s *Simulator) get(t *testing.T, path string) response {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	signGet(r)
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	a := response{HTTP: w.Code}
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatalf("%s: the response is not JSON: %q", path, w.Body)
	}
	return a
}

// quirkyGet returns the data of a response whose other fields may be altered.
func (s *Simulator) quirkyGet(t *testing.T, path string) string {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	signGet(r)
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	var a map[string]json.RawMessage
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatalf("%s: the response is not JSON: %q", path, w.Body)
	}
	return string(a["data"])
}

func callbackTo(url string, ids ...int) string {
	return fmt.Sprintf(`{"callbackUrl":%q,"callbackIdList":%s}`, url, strings.ReplaceAll(fmt.Sprint(ids), " ", ","))
}

// The callback of an account can be inserted, updated, queried and deleted.
// Each response counts its types.
func TestCallbackIsConfigured(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		nothing := map[string]string{LevelCurrent: "null", Level2024: `""`}[s.options.Level]
		expect := func(name string, a response, want string) {
			t.Helper()
			if a.Code != codeOK || string(a.Data) != want {
				t.Errorf("%s: code %d %q, data %s, want %s", name, a.Code, a.Msg, a.Data, want)
			}
		}
		const url, other = "http://192.0.2.1:8080/callback", "https://receiver.example.com/x?token=1"
		expect("show none", s.get(t, configPath+"selectCallback"), nothing)
		expect("delete none", s.call(t, configPath+"deleteCallback", "{}"), "0")
		expect("add", s.call(t, configPath+"insertCallback", callbackTo(url, CallbackStatus, CallbackFileUpload, CallbackStatus)), "2")
		expect("show", s.get(t, configPath+"selectCallback"), strconv.Quote(url))
		if got := s.Callback(); got.URL != url || !slices.Equal(got.TypeIDs, []int{CallbackFileUpload, CallbackStatus}) {
			t.Errorf("after insertCallback: got %+v, want URL %s with types 14 and 21", got, url)
		}
		expect("change", s.call(t, configPath+"updateCallback", callbackTo(other, CallbackCommand)), "1")
		if got := s.Callback(); got.URL != other || !slices.Equal(got.TypeIDs, []int{CallbackCommand}) {
			t.Errorf("after updateCallback: got %+v, want URL %s with type 11", got, other)
		}
		expect("delete", s.call(t, configPath+"deleteCallback", ""), "1")
		expect("show none again", s.get(t, configPath+"selectCallback"), nothing)
	})
}

// Invalid callbacks are refused and change nothing: addresses without a scheme,
// callbackType in place of the id, a second callback.
func TestCallbackMistakes(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		good := callbackTo("http://192.0.2.1/a", CallbackStatus)
		s.expectRefusals(t, []mistake{
			{"no scheme", configPath + "insertCallback", callbackTo("localhost:8080/callback", CallbackStatus), codeInvalidParameters},
			{"another scheme", configPath + "insertCallback", callbackTo("ftp://192.0.2.1/a", CallbackStatus), codeInvalidParameters},
			{"no host", configPath + "insertCallback", callbackTo("http:///a", CallbackStatus), codeInvalidParameters},
			{"no address", configPath + "insertCallback", callbackTo("", CallbackStatus), codeRequired},
			{"no types", configPath + "insertCallback", callbackTo("http://192.0.2.1/a"), codeRequired},
			{"the number of a type", configPath + "insertCallback", callbackTo("http://192.0.2.1/a", 4), codeInvalidParameters},
			{"change of none", configPath + "updateCallback", good, codeInvalidParameters},
			{"the first", configPath + "insertCallback", good, codeOK},
			{"the same again", configPath + "insertCallback", good, codeInvalidParameters},
			{"a second", configPath + "insertCallback", callbackTo("http://192.0.2.2/b", CallbackStatus), codeInvalidParameters},
			{"a change to nonsense", configPath + "updateCallback", callbackTo("192.0.2.2/b", CallbackStatus), codeInvalidParameters},
		})
		if got := s.Callback(); got.URL != "http://192.0.2.1/a" {
			t.Errorf("got callback %+v, want URL http://192.0.2.1/a", got)
		}
	})
}

// The ids in the list of types are unique and differ from callbackType.
func TestCallbackTypesHaveTheirOwnIDs(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		seen := map[float64]bool{}
		for _, row := range s.get(t, configPath+"selectList").items(t) {
			id := row["id"].(float64)
			if seen[id] || row["callbackType"] == strconv.Itoa(int(id)) || row["callbackName"] == "" {
				t.Errorf("got type %v, want a new id that differs from callbackType, and a name", row)
			}
			seen[id] = true
		}
		if !seen[CallbackFileUpload] || len(seen) != len(callbackTypes) {
			t.Errorf("got %d types, want %d", len(seen), len(callbackTypes))
		}
	})
}

// With CallbackUpdateAdds, an update adds types, and the response counts all of
// them.
func TestCallbackUpdateMayAdd(t *testing.T) {
	s := newSimulator(t, Options{CallbackUpdateAdds: true})
	s.mustCall(t, configPath+"insertCallback", callbackTo("http://192.0.2.1/a", CallbackStatus, CallbackCommand))
	a := s.mustCall(t, configPath+"updateCallback", callbackTo("http://192.0.2.1/b", CallbackStatus))
	if got := s.Callback(); string(a.Data) != "2" || len(got.TypeIDs) != 2 || got.URL != "http://192.0.2.1/b" {
		t.Errorf("got data %s and callback %+v, want 2 types at http://192.0.2.1/b", a.Data, got)
	}
}

// With quirks, numbers are strings in some responses, and an absent address is
// null or "".
func TestQuirksOfCallbacks(t *testing.T) {
	s := newSimulator(t, Options{Quirks: true})
	seen := map[string]bool{}
	for range 12 {
		_, text := s.text(t, configPath+"insertCallback", callbackTo("http://192.0.2.1/a", CallbackStatus))
		var a map[string]json.RawMessage
		must(t, json.Unmarshal([]byte(text), &a))
		seen["insert "+string(a["data"])] = true
		must(t, s.SetCallback(""))
		seen["select "+s.quirkyGet(t, configPath+"selectCallback")] = true
	}
	for _, want := range []string{`insert 1`, `insert "1"`, `select null`, `select ""`} {
		if !seen[want] {
			t.Errorf("got no response with %s: %v", want, seen)
		}
	}
}

// Callback, blacklists, enforced blacklists and public IPs survive a kill: the
// first start replays the events, the second reads the snapshot.
func TestAccountSettingsSurviveAKill(t *testing.T) {
	file := stateFile(t)
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.StateFile, o.Level = file, Level2024
		s := newSimulator(t, o)
		s.mustCall(t, configPath+"insertCallback", callbackTo("http://192.0.2.1/a", CallbackDevice))
		s.mustCall(t, blackPath, blackOf("m2-3", "com.example.kiosk"))
		s.do(t, padPath+"triggeringBlacklist", enforce("m2-3", one))
		s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[0], "10.16.0.1"))
		s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[1], "10.16.0.2"))
		s.mustCall(t, networkPath+"unbindIp", ipPair(publicIPs[1], "10.16.0.2"))
		output := s.mustCall(t, padPath+"syncCmd", syncScript("echo kept")).items(t)[0]
		must(t, s.Kill())
		for _, start := range []string{"first", "second"} {
			s = newSimulator(t, o)
			if got := s.Callback(); got.URL != "http://192.0.2.1/a" || !slices.Equal(got.TypeIDs, []int{CallbackDevice}) {
				t.Errorf("%s start: got callback %+v, want http://192.0.2.1/a with type 22", start, got)
			}
			if got := s.Blacklists(); len(got) != 1 || got["m2-3"]["com.example.kiosk"] == "" {
				t.Errorf("%s start: got blacklists %v, want the kiosk app for m2-3", start, got)
			}
			if got := s.instanceState(t, one); !slices.Equal(got.Blacklist, []string{"com.example.kiosk"}) || !slices.Equal(got.PublicIPs, publicIPs[:1]) {
				t.Errorf("%s start: got blacklist %v and public IPs %v, want one of each", start, got.Blacklist, got.PublicIPs)
			}
			if got := s.PublicIPBindings(); got[publicIPs[0]] != one || got[publicIPs[1]] != "" {
				t.Errorf("%s start: got bindings %v, want only %s bound", start, got, publicIPs[0])
			}
			if got := s.scriptResult(t, int64(output["taskId"].(float64))); got["taskResult"] != "kept\n" {
				t.Errorf("%s start: got task %v, want result \"kept\"", start, got)
			}
			must(t, s.Close())
		}
	})
}
