package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// A receiver on a real socket gets callbacks without any query for the task.
// Redirects are not followed.
func TestCallbacksOverTheNetwork(t *testing.T) {
	got := make(chan item, 10)
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body item
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Errorf("the body is not JSON: %v", err)
		}
		if r.URL.Path == "/moved" {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		} else {
			_, _ = fmt.Fprint(w, "ok")
		}
		body["path"] = r.URL.Path
		got <- body
	}))
	defer receiver.Close()
	s := newSimulator(t, Options{CallbackPause: 1})
	s.mustCall(t, configPath+"insertCallback", callbackTo(receiver.URL+"/callback", CallbackCommand))
	s.mustCall(t, padPath+"asyncCmd", script("echo over the network", one))
	if body := <-got; body["path"] != "/callback" || body["cmdResult"] != "over the network\n" {
		t.Errorf("got callback %v, want the output of the command at /callback", body)
	}
	s.mustCall(t, configPath+"updateCallback", callbackTo(receiver.URL+"/moved", CallbackCommand))
	s.mustCall(t, padPath+"asyncCmd", script("echo", one))
	for range 3 {
		if body := <-got; body["path"] != "/moved" {
			t.Errorf("got callback %v, want path /moved only", body)
		}
	}
}
