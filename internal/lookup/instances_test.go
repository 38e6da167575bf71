package lookup

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator/simulatortest"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// The framework never holds the instances, because it would hold several copies of
// them. They are in the encoded state unless details is false.
func TestInstancesAreOnlyInTheEncodedState(t *testing.T) {
	t.Parallel()
	const count = 3
	server := simulatortest.Start(t, simulator.Options{Instances: count})
	client, err := armcloud.New(armcloud.Config{Endpoint: server.URL, AccessKey: simulator.DefaultAccessKey, SecretKey: simulator.DefaultSecretKey})
	if err != nil {
		t.Fatal(err)
	}
	source := &instancesData{DataSource: tfkit.DataSource{Data: &tfkit.Data{Engine: engine.New(client, engine.Options{})}}}
	for details, want := range map[bool]int{true: count, false: 0} {
		ctx, list := tfkit.WithEncodedList(t.Context())
		var described datasource.SchemaResponse
		source.Schema(ctx, datasource.SchemaRequest{}, &described)
		object, ok := described.Schema.Type().TerraformType(ctx).(tftypes.Object)
		if !ok {
			t.Fatal("got a schema of another type, want an object")
		}
		attributes := map[string]tftypes.Value{}
		for name, of := range object.AttributeTypes {
			attributes[name] = tftypes.NewValue(of, nil)
		}
		attributes["details"] = tftypes.NewValue(tftypes.Bool, details)
		read := datasource.ReadResponse{State: tfsdk.State{Schema: described.Schema}}
		source.Read(ctx, datasource.ReadRequest{Config: tfsdk.Config{Schema: described.Schema, Raw: tftypes.NewValue(object, attributes)}}, &read)
		if read.Diagnostics.HasError() {
			t.Fatal(read.Diagnostics)
		}
		if got := lengthOf(t, read.State.Raw, "instances"); got != 0 {
			t.Errorf("details = %t: the framework holds %d instances, want 0", details, got)
		}
		encoded, err := tfprotov6.NewDynamicValue(object, read.State.Raw)
		if err != nil {
			t.Fatal(err)
		}
		if err := list.AddTo(&encoded); err != nil {
			t.Fatal(err)
		}
		state, err := encoded.Unmarshal(object)
		if err != nil {
			t.Fatal(err)
		}
		if got := lengthOf(t, state, "instances"); got != want {
			t.Errorf("details = %t: got %d instances, want %d", details, got, want)
		}
		if got := lengthOf(t, state, "pad_codes"); got != count {
			t.Errorf("details = %t: got %d pad codes, want %d", details, got, count)
		}
	}
}

// lengthOf returns the length of a list attribute, 0 if it is null.
func lengthOf(t *testing.T, state tftypes.Value, name string) int {
	t.Helper()
	var attributes map[string]tftypes.Value
	var elements []tftypes.Value
	if err := state.As(&attributes); err != nil {
		t.Fatal(err)
	}
	if err := attributes[name].As(&elements); err != nil {
		t.Fatal(err)
	}
	return len(elements)
}
