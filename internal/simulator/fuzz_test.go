package simulator

import (
	"bufio"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// Every body at every path has an envelope as its response, and the account still
// responds afterwards.
func FuzzEndpoints(f *testing.F) {
	routes := slices.Sorted(maps.Keys(newSimulator(f, Options{}).routes))
	for n := range routes {
		f.Add(n, `{"padCodes":["AC32010000001"],"padCode":"AC32010000001","taskIds":[700000001],"page":1,"rows":10}`)
	}
	for n, body := range []string{
		``, `null`, `{}`, `[]`, `{"padCodes":null}`, `{"padCodes":["AC32010000001","AC32010000001"]}`, `{"padCodes":{"a":1},"rows":-1,"page":1e300}`, `{"padCodes":[7]}`,
		`{"apps":[{"appId":101,"padCodes":["AC32010000001"]}]}`, `{"scriptContent":"sleep 9e9; getprop","padCodes":["AC32010000001"]}`, "{\"a\":\"\xff\"}", strings.Repeat("[", 20_000), `{"n":` + strings.Repeat("9", 400) + `}`,
	} {
		f.Add(n, body)
	}
	f.Fuzz(func(t *testing.T, n int, body string) {
		s := newSimulator(t, Options{Instances: 2})
		path := routes[int(uint(n)%uint(len(routes)))]
		w := httptest.NewRecorder()
		r := signedRequest(t, path, body)
		r.Method = s.routes[path].method
		s.Handler().ServeHTTP(w, r)
		if w.Code == http.StatusOK && !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%s, %q: got %q, want JSON", path, body, w.Body)
		}
		if got := s.call(t, "/openapi/open/group/infos", `{}`); got.Code != codeOK {
			t.Fatalf("%s, %q: got code %d of the next request, want success", path, body, got.Code)
		}
	})
}

// Any state file is an account, or an error.
func FuzzStateFile(f *testing.F) {
	s := newSimulator(f, Options{Instances: 2})
	snapshot, err := s.snapshot()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(snapshot) + "\n")
	f.Add(string(snapshot) + "\n" + `{"kind":"drift","pads":["AC32010000001"],"drift":{"time_zone":"Asia/Tokyo"}}` + "\n" + `{"kind":"add","count":1}` + "\n")
	for _, seed := range []string{"", "\n", "null\n", "{}\n", `{"version":1,"initial":1,"last":1}` + "\n", string(snapshot) + "\nnull\n", string(snapshot) + "\n{\"kind\":\"submit\"}\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		// A large account is no error, but takes long to create.
		if strings.Contains(text, "00000") && len(text) < 100 {
			t.Skip()
		}
		s := newSimulator(t, Options{Instances: 2})
		if s.replay(bufio.NewReader(strings.NewReader(text))) != nil {
			return
		}
		for _, code := range s.PadCodes() {
			if _, found := s.Instance(code); !found {
				t.Fatalf("%q: got no instance %s, want all of the list", text, code)
			}
		}
	})
}
