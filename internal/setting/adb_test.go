package setting

import (
	"testing"
	"testing/synctest"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// ADB is set with the newer operation. If the API level lacks it, the older one
// is used, and from then on without trying the newer one.
func TestADBByLevel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		current := &convergetest.Account{}
		converge.NewConverger(current.Engine(), &ledger.Ledger{}, 0).Apply(t.Context(), converge.Order{PadCode: "AC1", Desired: []converge.Desired{{Setting: adb, Value: ADB{Enabled: true}}}})
		converge.NewConverger(current.Engine(), &ledger.Ledger{}, 0).Apply(t.Context(), convergetest.Undo("AC1", adb))
		convergetest.Same(t, "sent at the current level", current.Changes, `AC1 enable or disable ADB {"openStatus":1}`, `AC1 enable or disable ADB {"openStatus":0}`)

		absent := &armcloud.Error{Class: armcloud.ClassUnavailable, Operation: armcloud.OpenADB}
		older := &convergetest.Account{Refuse: map[string]*armcloud.Error{"AC1 enable or disable ADB": absent, "AC2 enable or disable ADB": absent}}
		c := converge.NewConverger(older.Engine(), &ledger.Ledger{}, 0)
		c.Apply(t.Context(), converge.Order{PadCode: "AC1", Desired: []converge.Desired{{Setting: adb, Value: ADB{Enabled: true}}}})
		if out := c.Apply(t.Context(), convergetest.Undo("AC2", adb)); out.Failed() {
			t.Errorf("got failures %v, want none", convergetest.Failures(out))
		}
		convergetest.Same(t, "sent at the 2024 level", older.Changes, `AC1 enable or disable ADB {"openStatus":1}`, `AC1 enable or disable ADB of one instance {"enable":true}`, `AC2 enable or disable ADB of one instance {"enable":false}`)
	})
}

// A refusal for another reason does not try the other operation.
func TestADBRefused(t *testing.T) {
	a := &convergetest.Account{Refuse: map[string]*armcloud.Error{"AC1 enable or disable ADB": {Class: armcloud.ClassRejected, Operation: armcloud.OpenADB}}}
	out := convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{{Setting: adb, Value: ADB{Enabled: true}}}})
	convergetest.Same(t, "failures", convergetest.Failures(out), "adb_enabled: set ADB")
	convergetest.Same(t, "told", a.Changes, `AC1 enable or disable ADB {"openStatus":1}`)
}

// ADB is observed if the instance's row has it. Null is no evidence.
func TestADBObserved(t *testing.T) {
	on, off := true, false
	for _, c := range []struct {
		shown *bool
		want  converge.Value
	}{{&on, ADB{Enabled: true}}, {&off, ADB{}}, {nil, nil}} {
		got, _ := adb.Observe(converge.Evidence{Detail: &armcloud.PadDetail{ADBEnabled: c.shown}}, ADB{Enabled: true})
		if got != c.want {
			t.Errorf("got %+v, want %+v", got, c.want)
		}
	}
	if got, ok := adb.Observe(converge.Evidence{}, nil); ok {
		t.Errorf("got %+v without evidence, want nothing", got)
	}
}
