package instance

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator/simulatortest"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// An instance that leaves the account after it was listed is left out, and the others
// are filled in.
func TestFillImportedLeavesOutRemovedInstances(t *testing.T) {
	t.Parallel()
	server := simulatortest.Start(t, simulator.Options{Instances: 2})
	client, err := armcloud.New(armcloud.Config{Endpoint: server.URL, AccessKey: simulator.DefaultAccessKey, SecretKey: simulator.DefaultSecretKey})
	if err != nil {
		t.Fatal(err)
	}
	var schema resource.SchemaResponse
	NewInstance().Schema(t.Context(), resource.SchemaRequest{}, &schema)
	codes := server.PadCodes()
	if err := server.Remove(codes[:1]); err != nil {
		t.Fatal(err)
	}
	resources := map[string]*tfsdk.Resource{codes[0]: {Schema: schema.Schema}, codes[1]: {Schema: schema.Schema}}
	data := &tfkit.Data{Client: client, Engine: engine.New(client, engine.Options{}), Ledger: &ledger.Ledger{}, Drift: tfkit.DriftFull}
	if diags := FillImported(t.Context(), data, resources); diags.HasError() {
		t.Fatal(diags)
	}
	if len(resources) != 1 || resources[codes[1]] == nil {
		t.Fatalf("got %d instances, want only %s", len(resources), codes[1])
	}
	if zone, diags := tfkit.GetString(t.Context(), resources[codes[1]], "time_zone"); zone != "Asia/Shanghai" || diags.HasError() {
		t.Errorf("got time zone %q, want Asia/Shanghai: %v", zone, diags)
	}
}
