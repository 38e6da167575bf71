package lookup_test

import (
	"fmt"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A command runs once in each plan if its arguments are known, or else only in the
// apply. A command that fails, times out or is not allowed is an error, and no
// command is sent twice.
func TestAccCommandData(t *testing.T) {
	t.Parallel()
	for name, level := range map[string]string{"current": simulator.LevelCurrent, "2024": simulator.Level2024} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := map[string]string{"current": "/openapi/open/pad/asyncCmd", "2024": "/openapi/open/pad/syncCmd"}[name]
			account := acctest.Start(t, simulator.Options{Instances: 2, Level: level})
			w := acctest.NewWorkspace(t, account.Provider("")+`
resource "armcloud_instance" "a" {
  pad_code = "AC32010000001"
}
data "armcloud_instance_command" "later" {
  pad_code = "AC32010000002"
  command  = "echo ${armcloud_instance.a.current_image_id == "" ? 0 : 7}"
}
`)
			w.PlanChanges()
			if n := account.Counters().Requests[path]; n != 0 {
				t.Errorf("got %d runs in the plan of an unknown command, want 0", n)
			}
			w.Apply()
			if n := account.Counters().Requests[path]; n != 1 {
				t.Errorf("got %d runs in the apply, want 1", n)
			}
			if output := w.State("data.armcloud_instance_command.later")["output"]; output != "7\n" {
				t.Errorf("got output %q, want 7", output)
			}
			w.PlanEmpty()
			if n := account.Counters().Requests[path]; n != 2 {
				t.Errorf("got %d runs after a plan with a known command, want 2", n)
			}
			command := func(text string) string {
				return fmt.Sprintf("data \"armcloud_instance_command\" \"a\" {\n  pad_code = \"AC32010000002\"\n  command  = %q\n}\n", text)
			}
			account.ResetCounters()
			wantPlanErrors(t, w, map[string]string{
				account.Provider("read_only = true") + command("getprop"): "the provider is read only",
				account.Provider("") + command(""):                        "at least 1",
			})
			if n := account.Counters().Requests[path]; n != 0 {
				t.Errorf("got %d requests for commands that are not allowed, want 0", n)
			}
			if err := account.AddFault(simulator.Fault{Path: path, Kind: simulator.FaultTaskFail, PadCode: "AC32010000002", Message: "no shell"}); err != nil {
				t.Fatal(err)
			}
			wantPlanErrors(t, w, map[string]string{account.Provider("") + command("getprop"): "no shell"})
			account.ClearFaults()
			if err := account.AddFault(simulator.Fault{Path: path, Kind: simulator.FaultDropAfter, Times: 1}); err != nil {
				t.Fatal(err)
			}
			wantPlanErrors(t, w, map[string]string{account.Provider("") + command("getprop"): "may have been carried out"})
			if n := account.Counters().Requests[path]; n != 2 {
				t.Errorf("got %d requests for a failed command and one with a lost response, want 2", n)
			}
			if level == simulator.Level2024 {
				wantPlanErrors(t, w, map[string]string{account.Provider("") + command("sleep 10"): "Use a command that finishes sooner"})
			}
		})
	}
}
