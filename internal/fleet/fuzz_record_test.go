package fleet

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
		``, `null`, `{}`, `[]`, `{"notes":{"AC1":{"profile":"kiosk","holding":{"settings":{"bandwidth":{}},"others":[null]}},"AC9":{}}}`,
		`{"confirmed":{"time_zone":{"rest":true,"except":["AC1","AC1"]}},"sent":{"5":{"rest":true},"x":{"except":["AC1"]},"-1":{}}}`,
		`{"others":{"armcloud_instance/X":{"bandwidth":{"rest":true}},"":{"":{}}},"undone":{"bandwidth":{"7":{"rest":true}}},"left":{"AC3":{}}}`,
		`{"owner":"O","salt":"S","notes":{"AC1":{"profile":"kiosk","has":{"bandwidth":"","time_zone":"f"},"changing":["bandwidth"],"restart":true,"pending":[7]}}}`,
		`{"secrets":{"proxy":"fingerprint"},"notes":{"AC1":{}},"sent":7}`,
		`{"passwords":{"pair":{"of":{"rest":true},"prints":"0123456789ab0123456789ab"},"":{"of":{"except":["AC9","AC1"]},"prints":"x"}}}`,
	} {
		f.Add([]byte(seed))
	}
	values := map[string]converge.Value{"bandwidth": bandwidthOf(1), "time_zone": zoneOf("UTC")}
	state := model{phones: map[string]string{"AC1": "kiosk", "AC2": "failed: x"}, profiles: map[string]profile{"kiosk": settings(values)}}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, key := range []string{recordKey, recordKeyV0} {
			record := loadRecord(t.Context(), tfkittest.Private{key: data}, state, "secret-key")
			if record.Owner == "" || record.Salt == "" || record.Secrets == nil || record.Notes == nil || record.Confirmed == nil {
				t.Fatalf("%s, %q: got %+v, want a complete record", key, data, record)
			}
			if !record.Stored && (len(record.Secrets) > 0 || len(record.Notes) > 0 || record.Sent != nil) {
				t.Fatalf("%s, %q: got %+v of a record that cannot be read, want a new one", key, data, record)
			}
			useRecord(record, state)
			saved, again := tfkittest.Private{}, tfkittest.Private{}
			record.save(t.Context(), saved)
			loaded := loadRecord(t.Context(), saved, state, "secret-key")
			loaded.save(t.Context(), again)
			if !bytes.Equal(saved[recordKey], again[recordKey]) {
				t.Fatalf("%q: got %s after another load, want %s", data, again[recordKey], saved[recordKey])
			}
		}
	})
}

// useRecord decodes a record, makes the plan of an apply with what it knows, and encodes
// it again.
func useRecord(record privateRecord, state model) {
	h := newHoldings(record, state)
	for code := range state.phones {
		holding := h.of(code)
		converge.Plan(holding, converge.Order{PadCode: code, Owner: "armcloud_fleet/O", Holding: holding, Setting: setting.ByName})
		holding.Unfinished()
		holding.Running()
	}
	h.sent.encode(state.phones)
	h.undone.encode(state.phones)
	h.sentPasswords.encode(state.phones)
	encodeOthers(h.others, state.phones)
}
