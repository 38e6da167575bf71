package instance

import (
	"bytes"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit/tfkittest"
)

// Any private state results in a record that can be used, and that is saved and loaded
// without a change.
func FuzzRecord(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, `[]`, `{"owner":"O","salt":"S","holding":{"settings":{"time_zone":{"applied":"a","requested":"*"}}}}`,
		`{"holding":{"settings":{"proxy":{"flight":{"value":"-","tasks":[1],"sent":"2025-09-15T14:11:21Z"}}},"restart":{"flight":null},"others":[null]}}`,
		`{"holding":{"reset":{},"tasks":[1,1],"owed":[{}]},"confirmed":["sim","sim"],"others":{"proxy":["armcloud_fleet/X"]}}`,
		`{"secrets":{"proxy":"fingerprint"},"managed":["time_zone","odd"],"tried":["proxy"],"pending":[7]}`,
		`{"secrets":{"proxy":"fingerprint"},"notes":{"AC1":{}},"sent":7}`,
	} {
		f.Add([]byte(seed))
	}
	r := &instanceResource{layout: layout{attributes: setting.All()}}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, key := range []string{recordKey, recordKeyV0} {
			record, diags := r.loadRecord(t.Context(), tfkittest.Private{key: data}, nil)
			if diags.HasError() || record.Owner == "" || record.Salt == "" || record.Secrets == nil {
				t.Fatalf("%s, %q: got %+v, %v, want a complete record", key, data, record, diags)
			}
			if !record.Stored && (len(record.Secrets) > 0 || len(record.Holding.Settings) > 0 || record.Sent != nil) {
				t.Fatalf("%s, %q: got %+v of a record that cannot be read, want a new one", key, data, record)
			}
			useHolding(record.Holding)
			r.managed(record)
			record.confirmed("time_zone")
			saved, again := tfkittest.Private{}, tfkittest.Private{}
			record.save(t.Context(), saved)
			record, _ = r.loadRecord(t.Context(), saved, nil)
			record.save(t.Context(), again)
			if !bytes.Equal(saved[recordKey], again[recordKey]) {
				t.Fatalf("%q: got %s after another load, want %s", data, again[recordKey], saved[recordKey])
			}
		}
	})
}

// useHolding makes the plans of an apply and of a delete with a holding.
func useHolding(h converge.Holding) {
	desired := []converge.Desired{{Setting: setting.ByName("time_zone"), Value: setting.TimeZone{Name: "UTC"}}}
	for _, d := range [][]converge.Desired{desired, nil} {
		job := converge.Plan(h, converge.Order{PadCode: "AC1", Owner: "armcloud_instance/O", Holding: h, Desired: d, Setting: setting.ByName})
		job.Empty()
	}
	h.Unfinished()
	h.Running()
}
