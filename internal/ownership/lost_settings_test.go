package ownership

import (
	"slices"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// A loss concerns settings too whose value is not known, because they failed or their
// end was not seen. The controls were sent later, or cannot be lost.
func TestLostSettingsWithoutAValue(t *testing.T) {
	at := time.UnixMilli(1000)
	h := converge.Holding{Settings: map[string]converge.Entry{
		"bandwidth":  {Flight: &converge.Flight{Value: "x", Tasks: []int64{1}, Sent: at}},
		"proxy":      {Flight: &converge.Flight{Value: "x", Tasks: []int64{2}, Sent: at.Add(time.Minute)}},
		"image":      {Applied: "x"},
		"properties": {Applied: "x"},
	}}
	none := func(string) converge.Value { return nil }
	sent := func(string) int64 { return 500 }
	for name, c := range map[string]struct {
		loss ledger.Loss
		want []string
	}{
		"erased":            {ledger.Loss{Erased: 2000}, []string{"bandwidth", "properties"}},
		"restarted":         {ledger.Loss{Restarted: 2000}, []string{"properties"}},
		"earlier (control)": {ledger.Loss{Erased: 400, Restarted: 400}, nil},
	} {
		lost, _ := LostSettings(c.loss, h, setting.ByName, none, sent)
		if !slices.Equal(lost, c.want) {
			t.Errorf("%s: got %q lost, want %q", name, lost, c.want)
		}
	}
	after := Lose(h, []string{"bandwidth"})
	if got := after.Settings["bandwidth"].Flight; got.Value != converge.Any || len(got.Tasks) != 1 {
		t.Errorf("got %+v, want the change waited for and made again", got)
	}
	if got := after.Settings["proxy"].Flight.Value; got != "x" {
		t.Errorf("control: got %q, want the other change as it was", got)
	}
}

// Properties that a restart loses count as not shown, although the instance shows the
// rest. The control are properties that are kept.
func TestVolatilePropertiesAreNotShownWhole(t *testing.T) {
	s := setting.ByName("properties")
	kept := setting.Properties{SystemPersistent: map[string]string{"ro.b": "1"}}
	volatile := setting.Properties{SystemPersistent: kept.SystemPersistent, System: map[string]string{"ro.a": "1"}}
	for _, c := range []struct {
		value setting.Properties
		want  bool
	}{{kept, true}, {volatile, false}} {
		o := converge.Observation{Setting: s, Expected: c.value, Value: c.value, Confirmed: true}
		if got := ShownWhole(o); got != c.want {
			t.Errorf("got %+v shown %v, want %v", c.value, got, c.want)
		}
	}
}

// What other objects have under way is added to a holding, but not what the object has
// under way itself. The control is an instance on which nothing is under way.
func TestNoteRunning(t *testing.T) {
	data := &tfkit.Data{Ledger: &ledger.Ledger{}}
	until := time.Now().Add(time.Minute)
	theirs := converge.Holding{Settings: map[string]converge.Entry{
		"proxy": {Flight: &converge.Flight{Value: "x", Tasks: []int64{1}}}, "language": {Flight: &converge.Flight{Value: "x", Sent: until.Add(-converge.SettingTimeout)}},
	}}
	mine := converge.Holding{Settings: map[string]converge.Entry{"bandwidth": {Flight: &converge.Flight{Value: "x", Tasks: []int64{2}}}}, Tasks: []int64{3}}
	RecordRunning(data, "AC1", "theirs", theirs)
	RecordRunning(data, "AC1", "mine", mine)
	got, differs := NoteRunning(data, "AC1", "mine", mine)
	if !slices.Equal(got.Tasks, []int64{3, 1}) || !got.Until.Equal(until) || !differs {
		t.Errorf("got %+v, %v, want tasks 3 and 1 until %s", got, differs, until)
	}
	if again, differs := NoteRunning(data, "AC1", "mine", got); differs || !slices.Equal(again.Tasks, got.Tasks) {
		t.Errorf("got %+v, %v the second time, want no difference", again, differs)
	}
	if _, found := FindRunning(data, "AC2", "mine", mine.Own); found {
		t.Error("control: got something under way on another instance, want nothing")
	}
}
