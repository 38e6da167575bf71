package account_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// single is a type of resource of which an account has only one per key.
type single struct {
	options simulator.Options
	// hcl returns a resource; variants "1" and "2" differ in place of something that
	// the account has only once.
	hcl func(name, variant, more string) string
	// has fails unless the account has the variant; "" is none.
	has func(h *harness, variant string)
}

var singles = map[string]single{
	"armcloud_app_blacklist": {
		options: simulator.Options{Instances: 5},
		hcl: func(name, variant, more string) string {
			return strings.Replace(blacklistHCL("m2-3", "game"+variant, pads(1)+"\n  "+more), `"it"`, `"`+name+`"`, 1)
		},
		has: func(h *harness, variant string) {
			h.t.Helper()
			app := ""
			if variant != "" {
				app = "game" + variant
			}
			h.enforces(app, 1)
			list := h.Blacklists()["m2-3"]
			if want := min(len(variant), 1); len(list) != want || list["com.example."+app] != app {
				h.t.Errorf("got list %v, want only %q", list, app)
			}
		},
	},
	"armcloud_callback": {
		hcl: func(name, variant, more string) string {
			return strings.NewReplacer(`"it"`, `"`+name+`"`, "]\n", "]\n  "+more+"\n").Replace(callbackHCL(closed+variant, 20, 21))
		},
		has: func(h *harness, variant string) {
			h.t.Helper()
			if variant == "" {
				h.has("")
				return
			}
			h.has(closed+variant, 20, 21)
		},
	},
	"armcloud_public_ip_binding": {
		options: simulator.Options{Level: simulator.Level2024},
		hcl: func(name, variant, more string) string {
			return strings.Replace(bindingHCL(name, ipA, "10.16.0."+variant), "\n}", "\n  "+more+"\n}", 1)
		},
		has: func(h *harness, variant string) {
			h.t.Helper()
			code := ""
			if variant != "" {
				code = "AC3201000000" + variant
			}
			h.bound(ipA, code)
		},
	},
}

// forEachSingle runs a test for every type.
func forEachSingle(t *testing.T, run func(t *testing.T, h *harness, s single, kind string)) {
	t.Parallel()
	for kind, s := range singles {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			run(t, newHarness(t, s.options, ""), s, kind)
		})
	}
}

const createFirst = "lifecycle { create_before_destroy = true }"

// slowDelete is a resource whose deletion takes two seconds, and that is deleted
// before the resource that it depends on.
func slowDelete(address string) string {
	return acctest.SettingHCL("bandwidth", "slow", acctest.InstanceA, "upload_mbps = 5\n  download_mbps = 10\n  depends_on = ["+address+"]")
}

// A resource that is renamed without a moved block, with or without a change, or
// replaced in either order, ends with what the configuration says. Control: a destroy
// without a successor takes it back.
func TestAccClaimRenamed(t *testing.T) {
	forEachSingle(t, func(t *testing.T, h *harness, s single, kind string) {
		step := func(variant, body string, flags ...string) {
			t.Helper()
			h.config(body)
			output := h.Apply(flags...).Output
			silent(t, output, "Two resources manage", "keep enforcing")
			s.has(h, variant)
			h.PlanEmpty()
		}
		step("1", s.hcl("a", "1", ""))
		step("1", s.hcl("b", "1", ""))
		step("2", s.hcl("c", "2", ""))
		step("2", s.hcl("c", "2", ""), "-replace="+kind+".c")
		step("2", s.hcl("c", "2", createFirst), "-replace="+kind+".c")
		step("2", s.hcl("d", "2", "")+slowDelete(kind+".d"))
		// The old object is deleted long after the new one was created.
		step("2", s.hcl("e", "2", ""))
		h.destroys()
		s.has(h, "")
	})
}

// If two resources manage the same, plan and apply warn. If one leaves, what the
// other one has stays, also if the one that leaves has sent it last. The last one to
// leave takes it back.
func TestAccClaimTwice(t *testing.T) {
	const warning = "Two resources manage one thing of the account"
	forEachSingle(t, func(t *testing.T, h *harness, s single, kind string) {
		h.config(s.hcl("a", "1", ""))
		silent(t, h.applies().Output, warning)
		h.config(s.hcl("a", "1", "") + s.hcl("b", "1", "depends_on = ["+kind+".a]"))
		h.applies()
		says(t, h.PlanEmpty().Output, warning, "Two "+kind+" resources manage", "lifecycle { destroy = false }")
		h.config(s.hcl("a", "1", ""))
		says(t, h.applies().Output, "Left as it is in the account", "managed it too at the last refresh")
		s.has(h, "1")
		silent(t, h.PlanEmpty().Output, warning)
		h.config(s.hcl("a", "1", "") + s.hcl("b", "1", ""))
		h.applies()
		h.destroys()
		s.has(h, "")
	})
}

// What two resources disagree about shows in the plan of the one that was not applied
// last. When the other one leaves, the first is sent again.
func TestAccClaimDisagreement(t *testing.T) {
	for _, kind := range []string{"armcloud_app_blacklist", "armcloud_callback"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := singles[kind]
			other := s.hcl("b", "2", "")
			if kind == "armcloud_callback" { // another URL is an error
				other = strings.Replace(s.hcl("b", "1", ""), "20, 21", "20", 1)
			}
			h := newHarness(t, s.options, "")
			h.config(s.hcl("a", "1", ""))
			h.applies()
			h.config(s.hcl("a", "1", "") + other)
			says(t, h.applies().Output, "1 added")
			says(t, h.PlanChanges().Output, kind+".a will be updated in-place", "1 to change")
			h.config(s.hcl("a", "1", ""))
			says(t, h.applies().Output, "1 changed, 1 destroyed")
			s.has(h, "1")
			h.PlanEmpty()
		})
	}
}

// A new object that is created long after the old one was deleted finds nothing, and
// ends with what the configuration says.
func TestAccLongClaimCreatedLate(t *testing.T) {
	acctest.Long(t)
	forEachSingle(t, func(t *testing.T, h *harness, s single, kind string) {
		late := "resource \"terraform_data\" \"late\" {\n  provisioner \"local-exec\" {\n    command = \"sleep 3\"\n  }\n}\n"
		h.config(s.hcl("a", "1", ""))
		h.applies()
		h.config(late + s.hcl("b", "2", "depends_on = [terraform_data.late]"))
		h.applies()
		s.has(h, "2")
		h.PlanEmpty()
	})
}

// An object that was deposed by a failed replacement takes nothing back from the
// current one.
func TestAccClaimDeposed(t *testing.T) {
	t.Parallel()
	s := singles["armcloud_app_blacklist"]
	h := newHarness(t, s.options, "")
	h.config(s.hcl("a", "1", createFirst))
	h.applies()
	h.fault(simulator.Fault{Path: "triggeringBlacklist", Kind: simulator.FaultTaskFail, PadCode: code(1), Times: 1})
	h.FailApply("-replace=armcloud_app_blacklist.a")
	if r := h.Run("untaint", "armcloud_app_blacklist.a"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	says(t, h.applies().Output, "1 changed, 1 destroyed")
	s.has(h, "1")
	h.PlanEmpty()
}

// With create_before_destroy, a public IP cannot move to another instance, and a callback
// cannot get another URL: the error says so, and the account stays as it is. Control:
// without it, the replacement is done.
func TestAccClaimCreateBeforeDestroy(t *testing.T) {
	t.Parallel()
	for kind, c := range map[string]struct {
		title   string
		changes []*armcloud.Operation
	}{
		"armcloud_public_ip_binding": {"Public IP already bound", bindings},
		"armcloud_callback":          {"Another callback is configured", callbackChanges},
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := singles[kind]
			h := newHarness(t, s.options, "")
			h.config(s.hcl("a", "1", createFirst))
			h.applies()
			h.config(s.hcl("a", "2", createFirst))
			replace := "-replace=" + kind + ".a"
			says(t, h.runs("", c.changes, func() acctest.Result { return h.FailApply(replace) }).Output, c.title, "remove create_before_destroy")
			s.has(h, "1")
			h.config(s.hcl("a", "2", ""))
			h.Apply(replace)
			s.has(h, "2")
		})
	}
}

// A file that two resources manage, as after an import, stays if one of them leaves.
// The last one to leave deletes it. Control: a plan of one
// resource has no warning.
func TestAccFileManagedTwice(t *testing.T) {
	t.Parallel()
	const warning = "Two resources manage one thing of the account"
	const deletes = "/file-center/open/file/batch/del"
	h := newHarness(t, simulator.Options{}, "")
	before := len(h.Catalog().Files)
	files := func(want int) {
		t.Helper()
		is(t, "files of the test", len(h.Catalog().Files)-before, want)
	}
	named := func(name string) string { return strings.Replace(fileHCL, `"it"`, `"`+name+`"`, 1) }
	h.config(named("a"))
	h.Apply()
	silent(t, h.PlanEmpty().Output, warning)
	id, _ := h.State("armcloud_file.a")["file_id"].(string)
	h.config(named("a") + named("b") + "import {\n  to = armcloud_file.b\n  id = \"" + id + "\"\n}\n")
	h.Apply()
	says(t, h.PlanEmpty().Output, warning, "Two armcloud_file resources manage file "+id)
	h.config(named("b"))
	says(t, h.Apply().Output, "Left as it is in the account", "managed it too at the last refresh")
	h.sent(deletes, 0)
	files(1)
	h.PlanEmpty()
	// A renamed resource uploads a file of its own, and the old one has no other resource.
	h.config(named("c"))
	h.Apply()
	h.sent(deletes, 1)
	files(1)
	h.PlanEmpty()
	h.Destroy()
	h.sent(deletes, 2)
	files(0)
}

// A change of triggers sends everything again; another change sends only what
// differs.
func TestAccClaimTriggers(t *testing.T) {
	t.Parallel()
	triggers := func(n int) string { return fmt.Sprintf("triggers = { again = %d }", n) }
	for kind, want := range map[string]string{"armcloud_app_blacklist": "setUpBlackList 1, triggeringBlacklist 1", "armcloud_callback": "updateCallback 1"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := singles[kind]
			h := newHarness(t, s.options, "")
			h.config(s.hcl("a", "1", ""))
			h.applies()
			of := append(blacklistChanges, callbackChanges...)
			h.config(s.hcl("a", "1", triggers(1)))
			h.runs(want, of, h.applies)
			h.config(s.hcl("a", "1", triggers(1)+"\n  timeouts = { read = \"5m\" }"))
			h.runs("", of, h.applies)
			h.config(s.hcl("a", "1", triggers(2)+"\n  timeouts = { read = \"5m\" }"))
			h.runs(want, of, h.applies)
			h.PlanEmpty()
		})
	}
}
