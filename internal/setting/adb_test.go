package setting

import (
	"testing"
	"testing/synctest"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// ADB is switched by the newer operation; where the service does not have it,
// by the older one, and from then on without asking.
func TestADBByLevel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		current := &account{}
		NewConverger(current.engine(), &ledger.Ledger{}, 0).Phone(t.Context(), Job{PadCode: "AC1", Set: []Wanted{{Setting: adb, Value: ADB{Enabled: true}}}})
		NewConverger(current.engine(), &ledger.Ledger{}, 0).Phone(t.Context(), Job{PadCode: "AC1", Undo: []Setting{adb}})
		same(t, "told at the current level", current.told, `AC1 open or close ADB {"openStatus":1}`, `AC1 open or close ADB {"openStatus":0}`)

		absent := &armcloud.Error{Class: armcloud.ClassUnavailable, Operation: armcloud.OpenADB}
		older := &account{refuse: map[string]*armcloud.Error{"AC1 open or close ADB": absent, "AC2 open or close ADB": absent}}
		c := NewConverger(older.engine(), &ledger.Ledger{}, 0)
		c.Phone(t.Context(), Job{PadCode: "AC1", Set: []Wanted{{Setting: adb, Value: ADB{Enabled: true}}}})
		if out := c.Phone(t.Context(), Job{PadCode: "AC2", Undo: []Setting{adb}}); out.Failed() {
			t.Errorf("failed: %v", failures(out))
		}
		same(t, "told in 2024", older.told, `AC1 open or close ADB {"openStatus":1}`, `AC1 switch ADB {"enable":true}`, `AC2 switch ADB {"enable":false}`)
	})
}

// A refusal for another reason is no reason to try the other operation.
func TestADBRefused(t *testing.T) {
	a := &account{refuse: map[string]*armcloud.Error{"AC1 open or close ADB": {Class: armcloud.ClassRejected, Operation: armcloud.OpenADB}}}
	out := work(t, a, Job{PadCode: "AC1", Set: []Wanted{{Setting: adb, Value: ADB{Enabled: true}}}})
	same(t, "failures", failures(out), "adb_enabled: set ADB")
	same(t, "told", a.told, `AC1 open or close ADB {"openStatus":1}`)
}

// The switch is seen where the phone's row has it; null is no evidence.
func TestADBObserved(t *testing.T) {
	on, off := true, false
	for _, c := range []struct {
		shown *bool
		want  Value
	}{{&on, ADB{Enabled: true}}, {&off, ADB{}}, {nil, nil}} {
		got, _ := adb.Observe(Evidence{Detail: &armcloud.PadDetail{ADBEnabled: c.shown}}, ADB{Enabled: true}, true)
		if got != c.want {
			t.Errorf("saw %+v, want %+v", got, c.want)
		}
	}
	if got, ok := adb.Observe(Evidence{}, nil, true); ok {
		t.Errorf("no evidence, and yet saw %+v", got)
	}
}
