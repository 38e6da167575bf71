package lookup

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator/simulatortest"
)

// An instance that leaves the account after the first listing is dropped, unless a
// listing still has it.
func TestFillDropsRemovedInstances(t *testing.T) {
	t.Parallel()
	server := simulatortest.Start(t, simulator.Options{Instances: 3})
	client, err := armcloud.New(armcloud.Config{Endpoint: server.URL, AccessKey: simulator.DefaultAccessKey, SecretKey: simulator.DefaultSecretKey})
	if err != nil {
		t.Fatal(err)
	}
	codes := server.PadCodes()
	if err := server.Remove(codes[1:]); err != nil {
		t.Fatal(err)
	}
	listed := armcloud.PadDetail{PadCode: codes[2], Status: armcloud.PadOff}
	rows, err := fill(t.Context(), engine.New(client, engine.Options{}), []row{{code: codes[0]}, {code: codes[1]}, {code: codes[2], detail: &listed}}, true, true)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[0].code != codes[0] || rows[1].code != codes[2] {
		t.Fatalf("got %d rows, want 2: %+v", len(rows), rows)
	}
	if rows[0].info == nil || rows[0].detail == nil || rows[1].info != nil || rows[1].status() != "off" {
		t.Errorf("got %+v, want both parts of the first and only the details of the second", rows)
	}
}

// An instance must meet all conditions. Unknown values meet none.
func TestFilterMatches(t *testing.T) {
	t.Parallel()
	yes, no, group := true, false, int64(3)
	r := row{code: "AC1",
		detail: &armcloud.PadDetail{Status: armcloud.PadRunning, Online: &yes, Streaming: &no, DeviceOnline: &yes},
		info:   &armcloud.PadInfo{GroupID: &group, PadGrade: "m2-3", PadIP: "10.0.0.1", IDCCode: "1"},
	}
	for name, c := range map[string]struct {
		meets, fails filter
	}{
		"pad_codes":     {filter{codes: map[string]bool{"AC1": true}}, filter{codes: map[string]bool{"AC2": true}}},
		"group_ids":     {filter{groupIDs: []int64{1, 3}}, filter{groupIDs: []int64{1}}},
		"pad_ips":       {filter{padIPs: []string{"10.0.0.1"}}, filter{padIPs: []string{"10.0.0.2"}}},
		"idc_code":      {filter{idcCode: "1"}, filter{idcCode: "2"}},
		"online":        {filter{online: &yes}, filter{online: &no}},
		"status":        {filter{status: "running"}, filter{status: "off"}},
		"pad_grade":     {filter{padGrade: "m2-3"}, filter{padGrade: "m2-4"}},
		"streaming":     {filter{streaming: &no}, filter{streaming: &yes}},
		"device_online": {filter{deviceOnline: &yes}, filter{deviceOnline: &no}},
		"two":           {filter{status: "running", padGrade: "m2-3"}, filter{status: "running", padGrade: "m2-4"}},
	} {
		if !c.meets.matches(r) || c.fails.matches(r) {
			t.Errorf("%s: got %v and %v, want true if the condition is met and false if not", name, c.meets.matches(r), c.fails.matches(r))
		}
	}
	for name, f := range map[string]filter{
		"online": {online: &no}, "streaming": {streaming: &no}, "device_online": {deviceOnline: &no},
		"status": {status: "running"}, "group_ids": {groupIDs: []int64{3}}, "pad_grade": {padGrade: "m2-3"},
	} {
		if f.matches(row{code: "AC1"}) {
			t.Errorf("%s: got true for an instance without values, want false", name)
		}
	}
}

// Values that the API does not return are null, not a default.
func TestRowValuesOfNothingAreNull(t *testing.T) {
	t.Parallel()
	for name, value := range (row{code: "AC1"}).values() {
		if !value.IsNull() {
			t.Errorf("%s: got %s, want null", name, value)
		}
	}
	if got := (row{info: &armcloud.PadInfo{Status: 99}}).values()["status"]; !got.Equal(types.StringValue("99")) {
		t.Errorf("got status %s, want its number 99, because it has no name", got)
	}
}
