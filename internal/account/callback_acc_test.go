package account_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

var callbackChanges = []*armcloud.Operation{armcloud.AddCallback, armcloud.UpdateCallback, armcloud.DeleteCallback}

func callbackHCL(url string, types ...int) string {
	return fmt.Sprintf("resource \"armcloud_callback\" \"it\" {\n  url = %q\n  callback_type_ids = %s\n}\n", url, strings.ReplaceAll(fmt.Sprint(types), " ", ", "))
}

// has fails unless the account has this callback.
func (h *harness) has(url string, types ...int) {
	h.t.Helper()
	if got := h.Callback(); got.URL != url || !slices.Equal(got.TypeIDs, append([]int{}, types...)) {
		h.t.Errorf("got callback %q with types %v, want %q with %v", got.URL, got.TypeIDs, url, types)
	}
}

// closed is a URL without a listener.
const closed = "http://127.0.0.1:9/"

// The callback is inserted, changed in place and deleted on both API levels. If
// updates add types instead of replacing them, removing a type needs a new callback.
// No change sends no request.
func TestAccCallback(t *testing.T) {
	acctest.OneCLI(t)
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
			h := newHarness(t, c.options, "")
			added := "insertCallback 1"
			if name == "lost answers" {
				// The retry is rejected, because the callback exists by then.
				added = "insertCallback 2, updateCallback 1"
				h.fault(simulator.Fault{Path: "insertCallback", Kind: simulator.FaultDropAfter, Times: 1})
				h.fault(simulator.Fault{Path: "updateCallback", Kind: simulator.FaultDropAfter, Times: 1, After: 1})
			}
			h.config(callbackHCL(closed+"a", 21, 20, 14))
			h.runs(added, callbackChanges, h.applies)
			h.has(closed+"a", 14, 20, 21)
			h.PlanEmpty()
			h.config(callbackHCL(closed+"a", 20))
			h.runs(c.shrink, callbackChanges, h.applies)
			h.has(closed+"a", 20)
			h.config(callbackHCL(closed+"b", 20, 13))
			if name != "updates add" {
				h.runs("updateCallback 1", callbackChanges, h.applies)
			} else {
				h.applies()
			}
			h.has(closed+"b", 13, 20)
			h.config(strings.Replace(callbackHCL(closed+"b", 13, 20), "}\n", "timeouts = { read = \"5m\" }\n}\n", 1))
			h.runs("", callbackChanges, h.applies)
			h.PlanEmpty()
			h.runs("deleteCallback 1", callbackChanges, h.destroys)
			h.has("")
		})
	}
}

// Another URL is drift, and a missing callback is created again. Changes of the
// types are not detected; the next change resets them.
func TestAccCallbackDrift(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t, simulator.Options{Instances: 1, Level: level}, "")
			set := func(url string, types ...int) {
				if err := h.SetCallback(url, types...); err != nil {
					t.Fatal(err)
				}
			}
			h.config(callbackHCL(closed+"a", 20, 21))
			h.applies()
			set(closed+"a", 20)
			h.PlanEmpty()
			set(closed+"theirs", 11)
			says(t, h.PlanChanges().Output, `url = "http://127.0.0.1:9/theirs" -> "http://127.0.0.1:9/a"`, "1 to change")
			h.runs("updateCallback 1", callbackChanges, h.applies)
			h.has(closed+"a", 20, 21)
			set("")
			says(t, h.PlanChanges().Output, "1 to add")
			h.runs("insertCallback 1", callbackChanges, h.applies)
			h.has(closed+"a", 20, 21)
			// Gone already: nothing is deleted.
			set("")
			h.runs("", callbackChanges, h.destroys)
		})
	}
}

// An existing callback is only adopted if it has the same URL, as after an
// interrupted run. An import takes it over, and the first apply sends the types.
func TestAccCallbackExists(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Instances: 1}, "")
	if err := h.SetCallback("http://user:"+acctest.CallbackToken+"@127.0.0.1:9/"+acctest.CallbackToken+"?token="+acctest.CallbackToken, 11); err != nil {
		t.Fatal(err)
	}
	h.config(callbackHCL(closed+"a", 20))
	failed := h.runs("", callbackChanges, h.fails)
	says(t, failed.Output, "Another callback is configured", "http://127.0.0.1:9/…", "terraform import armcloud_callback.NAME account")
	silent(t, failed.Output, acctest.CallbackToken)
	block := "import {\n  to = armcloud_callback.it\n  identity = { scope = \"account\" }\n}\n"
	h.config(callbackHCL(closed+"a", 20) + strings.Replace(block, "account", "mine", 1))
	says(t, h.failsToPlan().Output, `The scope of armcloud_callback must be "account"`)
	h.config(callbackHCL(closed+"a", 20) + block)
	says(t, h.PlanChanges().Output, "1 to import", "1 to change", "callback_type_ids = [ + 20, ]")
	h.runs("updateCallback 1", callbackChanges, h.applies)
	h.has(closed+"a", 20)
	h.PlanEmpty()

	h = newHarness(t, simulator.Options{Instances: 1}, "")
	if err := h.SetCallback(closed+"a", 11, 12); err != nil {
		t.Fatal(err)
	}
	h.config(callbackHCL(closed+"a", 20))
	h.runs("updateCallback 1", callbackChanges, h.applies)
	h.has(closed+"a", 20)
	h.PlanEmpty()
}

// The plan rejects URLs without scheme or host, an empty set of types and unknown
// types. It accepts unknown values. If the types cannot be listed, the apply fails
// on an unknown type.
func TestAccCallbackValidation(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Instances: 1}, "")
	for body, words := range map[string][]string{
		callbackHCL("receiver.example.com/x", 20):                   {"Invalid URL", "does not begin with http:// or https://"},
		callbackHCL("localhost:8080/callback", 20):                  {"Invalid URL", "does not begin with http:// or https://"},
		callbackHCL("https:///x", 20):                               {"Invalid URL", "has no host"},
		callbackHCL(closed):                                         {"callback_type_ids", "at least 1"},
		callbackHCL(closed, 20, 4):                                  {"Unknown callback type", "no callback type with the ID 4", "20 Instance restart and reset tasks"},
		`data "armcloud_public_ip" "x" { public_ip = "203.0.113" }`: {"Invalid IPv4 Address", `public_ip = "203.0.113"`, "valid IPv4 string format"},
	} {
		h.config(body)
		says(t, h.failsToPlan().Output, words...)
	}
	later := "resource \"terraform_data\" \"later\" {\n  input = { url = \"" + closed + "x\", id = 20 }\n}\n"
	h.config(later + "resource \"armcloud_callback\" \"it\" {\n  url = terraform_data.later.output.url\n  callback_type_ids = [21, terraform_data.later.output.id]\n}\n")
	h.applies()
	h.has(closed+"x", 20, 21)
	h.PlanEmpty()

	h.fault(simulator.Fault{Path: "selectList", Kind: simulator.FaultStatus, Status: 503})
	h.config(callbackHCL(closed+"x", 20, 4))
	says(t, h.runs("updateCallback 1", callbackChanges, h.fails).Output, "Unable to change the callback", "there is no callback type with the ID 4")
	h.has(closed+"x", 20, 21)
}

// The data sources return the URL, null without a callback, and the types.
func TestAccCallbackData(t *testing.T) {
	t.Parallel()
	for _, options := range []simulator.Options{{}, {Level: simulator.Level2024, Quirks: true}} {
		options.Instances = 1
		h := newHarness(t, options, "")
		h.config("data \"armcloud_callback\" \"it\" {}\ndata \"armcloud_callback_types\" \"all\" {}\n")
		h.applies()
		if url := h.State("data.armcloud_callback.it")["url"]; url != nil {
			t.Errorf("got URL %v without a callback, want null", url)
		}
		if err := h.SetCallback(closed + "a"); err != nil {
			t.Fatal(err)
		}
		h.applies()
		states := h.States()
		if url := states["data.armcloud_callback.it"]["url"]; url != closed+"a" {
			t.Errorf("got URL %v, want %s", url, closed+"a")
		}
		want := h.Callback().Types
		got := rows(states["data.armcloud_callback_types.all"]["types"])
		if len(got) != len(want) {
			t.Fatalf("got %d types, want %d", len(got), len(want))
		}
		for i, kind := range want {
			if got[i]["id"] != float64(kind.ID) || got[i]["name"] != kind.Name || got[i]["type"] != kind.Type {
				t.Errorf("type %d: got %v, want %v", i, got[i], kind)
			}
		}
	}
}
