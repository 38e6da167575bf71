package account_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// receiver records callbacks. Its first response is an error, as if it were just
// starting.
type receiver struct {
	*httptest.Server
	mu       sync.Mutex
	requests int
	got      []map[string]any
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		text, err := io.ReadAll(request.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.requests++; r.requests == 1 {
			http.Error(w, "starting", http.StatusServiceUnavailable)
			return
		}
		var body map[string]any
		if err == nil {
			err = json.Unmarshal(text, &body)
		}
		if err != nil || request.Method != http.MethodPost || request.URL.Path != "/armcloud" {
			t.Errorf("%s %s with %q: %v", request.Method, request.URL, text, err)
		}
		r.got = append(r.got, body)
		_, _ = io.WriteString(w, "ok")
	}))
	t.Cleanup(r.Close)
	return r
}

// about returns the callbacks about an instance.
func (r *receiver) about(code string) []map[string]any {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(r.got), func(body map[string]any) bool { return body["padCode"] != code })
}

// A real receiver gets callbacks of the enabled types and no others: first only of
// the blacklist's task, then of the command too.
func TestAccCallbackReceived(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		h, r := newHarness(t, simulator.Options{Instances: 10, Level: level}, ""), newReceiver(t)
		callback := callbackHCL(r.URL+"/armcloud", simulator.CallbackBlacklist)
		blacklist := blacklistHCL("m2-3", "game", "pad_codes = [\"AC32010000001\"]\ndepends_on = [armcloud_callback.it]")
		h.config(callback + blacklist)
		submitted(t, clientOf(t, h.Account), armcloud.RunCommand, []string{"AC32010000002"}, `{"scriptContent":"echo"}`)
		h.applies()
		submitted(t, clientOf(t, h.Account), armcloud.RunCommand, []string{"AC32010000002"}, `{"scriptContent":"echo"}`)
		acctest.Eventually(t, "the callback arrives at the second attempt", func() bool { return len(r.about("AC32010000001")) == 1 })
		body := r.about("AC32010000001")[0]
		if body["taskStatus"] != float64(3) || body["taskId"] == nil {
			t.Errorf("got %v, want taskStatus 3 and a taskId", body)
		}
		if others := r.about("AC32010000002"); len(others) > 0 {
			t.Errorf("got %v, want no callback of a type that is not enabled", others)
		}
		// With its type enabled, the same command sends a callback.
		h.config(callbackHCL(r.URL+"/armcloud", simulator.CallbackBlacklist, simulator.CallbackCommand) + blacklist)
		h.applies()
		submitted(t, clientOf(t, h.Account), armcloud.RunCommand, []string{"AC32010000002"}, `{"scriptContent":"echo"}`)
		acctest.Eventually(t, "the command's callback arrives", func() bool { return len(r.about("AC32010000002")) == 1 })
		h.destroys()
		h.has("")
	}
}
