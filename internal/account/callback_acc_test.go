package account_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

var callbackChanges = []*armcloud.Operation{armcloud.AddCallback, armcloud.UpdateCallback, armcloud.DeleteCallback}

func callbackHCL(url string, types ...int) string {
	return fmt.Sprintf("resource \"armcloud_callback\" \"it\" {\n  url = %q\n  callback_type_ids = %s\n}\n", url, strings.ReplaceAll(fmt.Sprint(types), " ", ", "))
}

// has fails unless the account has the callback.
func (l *lab) has(url string, types ...int) {
	l.t.Helper()
	if got := l.account.Callback(); got.URL != url || !slices.Equal(got.TypeIDs, append([]int{}, types...)) {
		l.t.Errorf("the callback is %q with %v, expected %q with %v", got.URL, got.TypeIDs, url, types)
	}
}

// closed is an address that nobody listens at.
const closed = "http://127.0.0.1:9/"

// The callback is inserted, changed in place and deleted, on both levels and
// with contradictory shapes; where an update adds types instead of replacing
// them, the set that shrinks is seen to by a new callback. What does not change
// sends nothing.
func TestAccCallback(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		options simulator.Options
		shrink  string
	}{
		"current":      {simulator.Options{}, "updateCallback 1"},
		"2024":         {simulator.Options{Level: simulator.Level2024}, "updateCallback 1"},
		"quirks":       {simulator.Options{Level: simulator.Level2024, Quirks: true}, "updateCallback 1"},
		"updates add":  {simulator.Options{CallbackUpdateAdds: true}, "insertCallback 1, updateCallback 1, deleteCallback 1"},
		"lost answers": {simulator.Options{}, "updateCallback 2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.options.Instances = 1
			l := newLab(t, c.options, "")
			added := "insertCallback 1"
			if name == "lost answers" {
				// The second try is refused, since there is a callback by then.
				added = "insertCallback 2, updateCallback 1"
				l.fault(simulator.Fault{Path: "insertCallback", Kind: simulator.FaultDropAfter, Times: 1})
				l.fault(simulator.Fault{Path: "updateCallback", Kind: simulator.FaultDropAfter, Times: 1, After: 1})
			}
			l.config(callbackHCL(closed+"a", 21, 20, 14))
			l.runs(added, callbackChanges, l.applies)
			l.has(closed+"a", 14, 20, 21)
			l.PlanEmpty()
			l.config(callbackHCL(closed+"a", 20))
			l.runs(c.shrink, callbackChanges, l.applies)
			l.has(closed+"a", 20)
			l.config(callbackHCL(closed+"b", 20, 13))
			if name != "updates add" {
				l.runs("updateCallback 1", callbackChanges, l.applies)
			} else {
				l.applies()
			}
			l.has(closed+"b", 13, 20)
			l.config(strings.Replace(callbackHCL(closed+"b", 13, 20), "}\n", "timeouts = { read = \"5m\" }\n}\n", 1))
			l.runs("", callbackChanges, l.applies)
			l.PlanEmpty()
			l.runs("deleteCallback 1", callbackChanges, l.destroys)
			l.has("")
		})
	}
}

// Another address is drift and none is gone; types that somebody changes cannot
// be seen, and come back with the next change.
func TestAccCallbackDrift(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		l := newLab(t, simulator.Options{Instances: 1, Level: level}, "")
		set := func(url string, types ...int) {
			if err := l.account.SetCallback(url, types...); err != nil {
				t.Fatal(err)
			}
		}
		l.config(callbackHCL(closed+"a", 20, 21))
		l.applies()
		set(closed+"a", 20)
		l.PlanEmpty()
		set(closed+"theirs", 11)
		says(t, l.PlanChanges().Output, `url = "http://127.0.0.1:9/theirs" -> "http://127.0.0.1:9/a"`, "1 to change")
		l.runs("updateCallback 1", callbackChanges, l.applies)
		l.has(closed+"a", 20, 21)
		set("")
		says(t, l.PlanChanges().Output, "1 to add")
		l.runs("insertCallback 1", callbackChanges, l.applies)
		l.has(closed+"a", 20, 21)
		// Gone already: nothing is deleted.
		set("")
		l.runs("", callbackChanges, l.destroys)
	}
}

// A callback that is there already is not taken over without a word, unless it
// goes to the same address, as after an interrupted run. An import takes it
// over, and the first apply sends the types, which cannot be read.
func TestAccCallbackThatIsThereAlready(t *testing.T) {
	t.Parallel()
	l := newLab(t, simulator.Options{Instances: 1}, "")
	if err := l.account.SetCallback("http://user:s3cret@127.0.0.1:9/s3cret?token=s3cret", 11); err != nil {
		t.Fatal(err)
	}
	l.config(callbackHCL(closed+"a", 20))
	failed := l.runs("", callbackChanges, l.fails)
	says(t, failed.Output, "Another callback is configured", "http://127.0.0.1:9/…", "terraform import armcloud_callback.NAME account")
	silent(t, failed.Output, "s3cret")
	block := "import {\n  to = armcloud_callback.it\n  identity = { scope = \"account\" }\n}\n"
	l.config(callbackHCL(closed+"a", 20) + strings.Replace(block, "account", "mine", 1))
	says(t, l.failsToPlan().Output, `The scope of armcloud_callback must be "account"`)
	l.config(callbackHCL(closed+"a", 20) + block)
	says(t, l.PlanChanges().Output, "1 to import", "1 to change", "callback_type_ids = [ + 20, ]")
	l.runs("updateCallback 1", callbackChanges, l.applies)
	l.has(closed+"a", 20)
	l.PlanEmpty()

	l = newLab(t, simulator.Options{Instances: 1}, "")
	if err := l.account.SetCallback(closed+"a", 11, 12); err != nil {
		t.Fatal(err)
	}
	l.config(callbackHCL(closed+"a", 20))
	l.runs("updateCallback 1", callbackChanges, l.applies)
	l.has(closed+"a", 20)
	l.PlanEmpty()
}

// What is wrong is told by the plan and sends nothing: an address without
// scheme or host, no types, types that the service does not have. What is not
// known yet passes. A service that cannot tell its types leaves that to the
// apply.
func TestAccCallbackValidation(t *testing.T) {
	t.Parallel()
	l := newLab(t, simulator.Options{Instances: 1}, "")
	for body, words := range map[string][]string{
		callbackHCL("receiver.example.com/x", 20):                   {"Invalid URL", "does not begin with http:// or https://"},
		callbackHCL("localhost:8080/callback", 20):                  {"Invalid URL", "does not begin with http:// or https://"},
		callbackHCL("https:///x", 20):                               {"Invalid URL", "has no host"},
		callbackHCL(closed):                                         {"callback_type_ids", "at least 1"},
		callbackHCL(closed, 20, 4):                                  {"Unknown callback type", "no callback type with the id 4", "20 Instance restart and reset tasks"},
		`data "armcloud_public_ip" "x" { public_ip = "203.0.113" }`: {"Invalid IPv4 address", `"203.0.113" is not`},
	} {
		l.config(body)
		says(t, l.failsToPlan().Output, words...)
	}
	later := "resource \"terraform_data\" \"later\" {\n  input = { url = \"" + closed + "x\", id = 20 }\n}\n"
	l.config(later + "resource \"armcloud_callback\" \"it\" {\n  url = terraform_data.later.output.url\n  callback_type_ids = [21, terraform_data.later.output.id]\n}\n")
	l.applies()
	l.has(closed+"x", 20, 21)
	l.PlanEmpty()

	l.fault(simulator.Fault{Path: "selectList", Kind: simulator.FaultStatus, Status: 503})
	l.config(callbackHCL(closed+"x", 20, 4))
	says(t, l.runs("updateCallback 1", callbackChanges, l.fails).Output, "Unable to change the callback", "there is no callback type with the id 4")
	l.has(closed+"x", 20, 21)
}

// The data sources show the address, null without one, and the types.
func TestAccCallbackData(t *testing.T) {
	t.Parallel()
	for _, options := range []simulator.Options{{}, {Level: simulator.Level2024, Quirks: true}} {
		options.Instances = 1
		l := newLab(t, options, "")
		l.config("data \"armcloud_callback\" \"it\" {}\ndata \"armcloud_callback_types\" \"all\" {}\n")
		l.applies()
		if url := l.State("data.armcloud_callback.it")["url"]; url != nil {
			t.Errorf("without a callback the address is %v", url)
		}
		if err := l.account.SetCallback(closed + "a"); err != nil {
			t.Fatal(err)
		}
		l.applies()
		states := l.States()
		if url := states["data.armcloud_callback.it"]["url"]; url != closed+"a" {
			t.Errorf("the address is %v", url)
		}
		want := l.account.Callback().Types
		got := rows(states["data.armcloud_callback_types.all"]["types"])
		if len(got) != len(want) {
			t.Fatalf("%d types, expected %d", len(got), len(want))
		}
		for i, kind := range want {
			if got[i]["id"] != float64(kind.ID) || got[i]["name"] != kind.Name || got[i]["type"] != kind.Type {
				t.Errorf("type %d is %v, expected %v", i, got[i], kind)
			}
		}
	}
}

// receiver keeps the callbacks that it is sent; the first answer is a failure,
// as of a receiver that is just starting.
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

// about gives the callbacks about a phone.
func (r *receiver) about(code string) []map[string]any {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(r.got), func(body map[string]any) bool { return body["padCode"] != code })
}

// With armcloud_callback the service sends a real receiver what the document
// shows, of the types that are enabled and no others: the end of a blacklist's
// task, while the command that another phone ran goes unsaid. Without the
// callback nothing is sent any more.
func TestAccCallbackIsReceived(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		l, r := newLab(t, simulator.Options{Instances: 10, Level: level}, ""), newReceiver(t)
		callback := callbackHCL(r.URL+"/armcloud", simulator.CallbackBlacklist)
		blacklist := blacklistHCL("m2-3", "game", "pad_codes = [\"AC32010000001\"]\ndepends_on = [armcloud_callback.it]")
		l.config(callback + blacklist)
		submitted(t, clientOf(t, l.account), armcloud.RunCommand, []string{"AC32010000002"}, `{"scriptContent":"echo"}`)
		l.applies()
		submitted(t, clientOf(t, l.account), armcloud.RunCommand, []string{"AC32010000002"}, `{"scriptContent":"echo"}`)
		acctest.Eventually(t, "the callback arrives at the second try", func() bool { return len(r.about("AC32010000001")) == 1 })
		body := r.about("AC32010000001")[0]
		if body["taskStatus"] != float64(3) || body["taskId"] == nil {
			t.Errorf("received %v", body)
		}
		if others := r.about("AC32010000002"); len(others) > 0 {
			t.Errorf("received %v of a type that is not enabled", others)
		}
		// Enabled, the same command is told.
		l.config(callbackHCL(r.URL+"/armcloud", simulator.CallbackBlacklist, simulator.CallbackCommand) + blacklist)
		l.applies()
		submitted(t, clientOf(t, l.account), armcloud.RunCommand, []string{"AC32010000002"}, `{"scriptContent":"echo"}`)
		acctest.Eventually(t, "the command's callback arrives", func() bool { return len(r.about("AC32010000002")) == 1 })
		l.destroys()
		l.has("")
	}
}
