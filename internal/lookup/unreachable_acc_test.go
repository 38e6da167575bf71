package lookup_test

import (
	"fmt"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// An instance that the account does not have or that is not running is an error
// with its pad code, in each data source that queries instances. Nothing is sent to
// it.
func TestAccDataSourcesOfUnreachableInstances(t *testing.T) {
	t.Parallel()
	sources := map[string]string{
		"properties": "pad_code = %q", "proxy": "pad_code = %q", "command": "command = \"getprop\"\n  pad_code = %q",
		"apps": "pad_codes = [\"AC32010000001\", %q]", "preview": "pad_codes = [\"AC32010000001\", %q]",
	}
	account := acctest.Start(t, simulator.Options{Instances: 4, Level: simulator.Level2024})
	if err := account.SetOnline([]string{"AC32010000002"}, false); err != nil {
		t.Fatal(err)
	}
	if err := account.SetStatus([]string{"AC32010000003"}, 14); err != nil {
		t.Fatal(err)
	}
	configs := map[string]string{}
	for code, words := range map[string]string{
		"AC32010000009": "the account does not have this instance", "AC32010000002": "running but not connected", "AC32010000003": "its status is abnormal",
	} {
		for name, arguments := range sources {
			config := fmt.Sprintf("data \"armcloud_instance_%s\" \"a\" {\n  %s\n}\n", name, fmt.Sprintf(arguments, code))
			configs[account.Provider("")+config] = words
		}
	}
	configs[account.Provider("")+"data \"armcloud_instance_models\" \"a\" {\n  pad_codes = [\"AC32010000001\", \"AC32010000009\"]\n}\n"] = "AC32010000009"
	configs[account.Provider("")+"data \"armcloud_instance_apps\" \"a\" {\n  pad_codes = [\"AC32010000003\", \"AC32010000009\"]\n}\n"] = "AC32010000009: not in the account"
	configs[account.Provider("")+"data \"armcloud_instance_apps\" \"a\" {\n  pad_codes = [\"AC32010000001\"]\n}\n"] = "drift_checks = \"shell\" in the provider block"
	configs[account.Provider("")+"data \"armcloud_groups\" \"a\" {\n  filter = { pad_code = \"no code\" }\n}\n"] = "must be a pad code such as"
	w := acctest.NewWorkspace(t, "")
	wantPlanErrors(t, w, configs)
	if counters := account.Counters(); counters.OfflineSubmits != 0 || counters.Requests["/openapi/open/pad/syncCmd"] != 0 || counters.Requests["/openapi/open/network/proxy/info"] != 0 {
		t.Errorf("got requests to unreachable instances, want none: %v", counters.Requests)
	}
	if account.Counters().Requests["/openapi/open/pad/listApp"] == 0 {
		t.Error("got no request for the apps of the running instance, want some")
	}
}
