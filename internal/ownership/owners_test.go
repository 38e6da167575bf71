package ownership

import (
	"slices"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// A setting that is being undone is not held, so that no other owner leaves it to this
// one. The controls are a setting that was applied and one that is being set.
func TestSettingThatIsBeingUndoneIsNotHeld(t *testing.T) {
	h := converge.Holding{Settings: map[string]converge.Entry{
		"adb":       {Flight: &converge.Flight{Sent: time.Now()}},
		"bandwidth": {Applied: "1"},
		"proxy":     {Flight: &converge.Flight{Value: "2", Sent: time.Now()}},
	}}
	if got, want := Held(h), []string{"bandwidth", "proxy"}; !slices.Equal(got, want) {
		t.Errorf("got held %v, want %v", got, want)
	}
	if got, want := Names(h), []string{"adb", "bandwidth", "proxy"}; !slices.Equal(got, want) {
		t.Errorf("got names %v, want %v", got, want)
	}
}
