package converge_test

import (
	"encoding/json"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// Any holding of private state can be used, and is the same when it is written and read
// again.
func FuzzHolding(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, `[]`, `{"settings":{"bandwidth":{"applied":"-","flight":{}},"":{}}}`, `{"others":[null,{}],"tasks":[1,-1]}`, `{"settings":{"proxy":null}}`,
		`{"restart":{},"reset":{"sent":"2025-09-15T14:11:21Z"},"until":"9999-12-31T23:59:59Z"}`, `{"owed":[{}],"owed_if_erased":[{}],"repair_only":true}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var holding converge.Holding
		if json.Unmarshal(data, &holding) != nil {
			return
		}
		holding.Unfinished()
		holding.Running()
		converge.Plan(holding, converge.Order{PadCode: "AC1", Owner: "armcloud_instance/O", Holding: holding, Setting: func(string) converge.Setting { return nil }})
		written, err := json.Marshal(holding)
		if err != nil {
			t.Fatalf("%q: got %v, want a holding that can be saved", data, err)
		}
		var again converge.Holding
		if err := json.Unmarshal(written, &again); err != nil {
			t.Fatalf("%q: got %v of %s, want the holding", data, err, written)
		}
		if rewritten, err := json.Marshal(again); err != nil || string(rewritten) != string(written) {
			t.Fatalf("%q: got %s (%v) after another load, want %s", data, rewritten, err, written)
		}
	})
}
