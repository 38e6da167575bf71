package action_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// triggered returns an armcloud_instance_bandwidth of an instance, whose action_trigger
// restarts the instance.
func triggered(code, speed, event, onFailure string) string {
	return `
resource "armcloud_instance_bandwidth" "` + code + `" {
  pad_code      = "` + code + `"
  upload_mbps   = ` + speed + `
  download_mbps = 1
  lifecycle {
    action_trigger {
      events     = [` + event + `]
      actions    = [action.armcloud_instance_restart.` + code + `]
      on_failure = ` + onFailure + `
    }
  }
}
action "armcloud_instance_restart" "` + code + `" {
  config { pad_codes = ["` + code + `"] }
}
`
}

// statusOf returns "" if the state has the resource of an instance, "tainted" if that is
// tainted, and "absent" if the state does not have it.
func statusOf(t *testing.T, c *acctest.Case, code string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(c.Dir, "terraform.tfstate"))
	var state struct {
		Resources []struct {
			Name      string
			Instances []struct{ Status string }
		}
	}
	if err != nil || json.Unmarshal(text, &state) != nil {
		t.Fatalf("unable to read the state: %v", err)
	}
	for _, r := range state.Resources {
		if r.Name == code && len(r.Instances) == 1 {
			return r.Instances[0].Status
		}
	}
	return "absent"
}

// A resource triggers an action before and after it is created, updated and, since
// Terraform 1.16, destroyed. The resource and the action change one instance one after
// the other.
func TestAccTriggers(t *testing.T) {
	c := newCase(t, simulator.Options{}, "")
	const all = "before_create, after_create, before_update, after_update, before_destroy, after_destroy"
	reboots := func(want int) {
		t.Helper()
		if got := c.Instance(acctest.InstanceA).Reboots; got != want {
			t.Errorf("got %d restarts, want %d", got, want)
		}
	}
	acctest.CountRequests(t, c.Account, "triggers", func() {
		c.Configure(triggered(acctest.InstanceA, "10", all, "halt"))
		acctest.Contains(t, c.Apply().Output, "restarting: submitted to "+acctest.InstanceA+" (task ", "restarting: 1 of 1 running, 0 failed")
		reboots(2)
		c.Configure(triggered(acctest.InstanceA, "20", all, "halt"))
		c.Apply()
		reboots(4)
		if got := c.Instance(acctest.InstanceA).Bandwidth.UploadMbps; got != 20 {
			t.Errorf("got upload %v, want 20", got)
		}
		c.Destroy()
		reboots(6)
	})
}

// A failed action ends the apply as on_failure says. What the resource has set stays, a
// failed action after an update is not repeated, and one before a destroy is a warning.
func TestAccOnFailure(t *testing.T) {
	c := newCase(t, simulator.Options{}, "")
	c.Fault(simulator.Fault{Path: "pad/restart", Kind: simulator.FaultTaskFail, Message: "no power"})
	d := "AC32010000004"
	c.Configure(triggered(acctest.InstanceA, "10", "before_create, after_create", "continue"))
	acctest.Contains(t, c.Apply().Output, "1 of 1 instances failed", "no power")
	c.Configure(
		triggered(acctest.InstanceA, "10", "after_update", "halt"), triggered(acctest.InstanceB, "10", "before_create", "halt"),
		triggered(acctest.InstanceC, "10", "after_create", "halt"), triggered(d, "10", "after_create", "taint"),
	)
	acctest.Contains(t, c.FailCreates().Output, "1 of 1 instances failed", "no power", "Terraform does not repeat actions")
	for code, want := range map[string]string{acctest.InstanceA: "", acctest.InstanceB: "absent", acctest.InstanceC: "", d: "tainted"} {
		if got := statusOf(t, c, code); got != want {
			t.Errorf("%s: got status %q in the state, want %q", code, got, want)
		}
	}
	c.Configure(triggered(acctest.InstanceA, "20", "after_update, before_destroy, after_destroy", "halt"))
	c.FailApply()
	if got := c.Instance(acctest.InstanceA).Bandwidth.UploadMbps; got != 20 || statusOf(t, c, acctest.InstanceA) != "" {
		t.Errorf("got upload %v and status %q, want 20 and an object that is not tainted", got, statusOf(t, c, acctest.InstanceA))
	}
	c.PlanEmpty()
	acctest.Contains(t, c.Destroy().Output, "1 of 1 instances failed")
}

// A resource that is applied after an action that has erased its instance, in the same
// run, sets all its settings again. One that is not applied shows what the API shows in
// the next plan; the warning names triggers for the rest.
func TestAccEraseAndResources(t *testing.T) {
	c := newCase(t, simulator.Options{}, "")
	instance := func(code, more string) string {
		return `
resource "armcloud_instance" "` + strings.ToLower(code) + `" {
  pad_code  = "` + code + `"
  time_zone = "Europe/Berlin"
  bandwidth = { upload_mbps = 5, download_mbps = 5 }
  ` + more + `
}
`
	}
	reset := actionHCL("instance_reset", padCodes(acctest.InstanceA, acctest.InstanceB))
	c.Configure(reset, instance(acctest.InstanceA, ""), instance(acctest.InstanceB, ""))
	c.Apply()
	trigger := `language = { code = "de" }
  lifecycle {
    action_trigger {
      events  = [before_update]
      actions = [action.armcloud_instance_reset.it]
    }
  }`
	c.Configure(reset, instance(acctest.InstanceA, trigger), instance(acctest.InstanceB, ""))
	acctest.CountRequests(t, c.Account, "update after a reset", func() {
		output := c.Apply().Output
		acctest.Contains(t, output, "This plan erases all data on 2 instances", "triggers of armcloud_instance or armcloud_fleet")
	})
	a, b := c.Instance(acctest.InstanceA), c.Instance(acctest.InstanceB)
	if a.TimeZone != "Europe/Berlin" || a.Language != "de" || a.Bandwidth.UploadMbps != 5 {
		t.Errorf("got time zone %s, language %s and upload %v on the updated instance, want all set", a.TimeZone, a.Language, a.Bandwidth.UploadMbps)
	}
	if b.TimeZone == "Europe/Berlin" || b.Bandwidth.UploadMbps != 0 {
		t.Errorf("got time zone %s and upload %v on the other instance, want neither", b.TimeZone, b.Bandwidth.UploadMbps)
	}
	acctest.Contains(t, c.PlanChanges().Output, "time_zone", "1 to change")
	c.Configure(reset, instance(acctest.InstanceA, trigger), instance(acctest.InstanceB, `triggers = { reset = "1" }`))
	c.Apply()
	if b := c.Instance(acctest.InstanceB); b.TimeZone != "Europe/Berlin" || b.Bandwidth.UploadMbps != 5 {
		t.Errorf("got time zone %s and upload %v after new triggers, want both set", b.TimeZone, b.Bandwidth.UploadMbps)
	}
}

// Bad values are errors of the plan, on their attributes. A read-only provider refuses in
// the plan.
func TestAccActionPlanErrors(t *testing.T) {
	c := newCase(t, simulator.Options{}, "")
	var all []string
	for i, it := range [][2]string{
		{"instance_restart", "pad_codes = []"},
		{"instance_restart", padCodes("AC1", "AC2", "AC1")},
		{"instance_reset", "pad_codes = [\"AC1\", null]"},
		{"instance_reset", padCodes("AC1") + "timeout = \"soon\""},
		{"device_power_cycle", `device_ips = ["rack-7"]`},
		{"instance_contacts", padCodes("AC1")},
		{"instance_new_identity", padCodes("AC1") + "country_code = \"Germany\""},
	} {
		all = append(all, strings.Replace(actionHCL(it[0], it[1]), "\"it\"", fmt.Sprintf("\"it%d\"", i), 1))
	}
	c.Configure(all...)
	acctest.Contains(t, c.Run("validate", "-no-color").Output, "Empty list", "Duplicate value", "Null element", "Not a duration",
		"is not an IPv4 address", "Exactly one source of contacts", "must be two capital letters")
	c.ProviderArguments = "read_only = true"
	c.Configure(actionHCL("instance_restart", padCodes(acctest.InstanceA)))
	result := c.Run("plan", "-no-color", "-invoke=action.armcloud_instance_restart.it")
	acctest.Contains(t, result.Output, "The provider is read only")
	if n := c.Counters().Requests["/openapi/open/pad/restart"]; n != 0 || result.Exit != 1 {
		t.Errorf("got %d requests and exit code %d, want 0 and 1", n, result.Exit)
	}
}

// If an action that was invoked with -invoke is interrupted, Terraform shows no error and
// mostly exits 0. The tasks were shown before, and the log says what still runs.
func TestAccInterruptedInvoke(t *testing.T) {
	c := newCase(t, simulator.Options{RestartTime: time.Hour}, "")
	c.Setenv("TF_LOG_PROVIDER", "WARN")
	c.Configure(actionHCL("instance_restart", padCodes(acctest.InstanceA, acctest.InstanceB)))
	running := c.Start("apply", "-auto-approve", "-no-color", "-invoke=action.armcloud_instance_restart.it")
	running.AwaitOutput("submitted to")
	running.Interrupt()
	result := running.Wait()
	if result.Exit != 0 && !strings.Contains(result.Output, "execution halted") {
		t.Errorf("got exit code %d, want 0, or an execution that was halted:\n%s", result.Exit, result.Output)
	}
	acctest.NotContains(t, result.Output, "instances failed")
	const ended = "[WARN]  provider.terraform-provider-armcloud: The action ended before its work: it still runs, or may run, on "
	acctest.Contains(t, result.Output, "restarting: submitted to "+acctest.InstanceA+" (task 76000000", ended+acctest.InstanceA+" (task 76000000", acctest.InstanceB+" (task 76000000")
}
