package ownership

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Fit identifies an object among those of its type on an instance, by the settings that
// it is going to manage. A Create learns nothing else of the object that it replaces.
func Fit(settings []string) string {
	return strings.Join(slices.Sorted(slices.Values(settings)), " ")
}

// HandOver is called in Delete and hands what the object knows of an instance to the
// Create that follows in the same process. fit is the Fit of the new object, "" if it
// is not known.
func HandOver(data *tfkit.Data, key, fit string, known Known) {
	// A value that has no JSON is not handed over.
	if text, err := json.Marshal(known); err == nil {
		data.Ledger.HandOver(key, fit, text)
	}
}

// HandOverLeft is called in Delete and hands over what an instance still has after its
// release: another object of the type may take it over.
func HandOverLeft(data *tfkit.Data, key string, before converge.Holding, report converge.Report) {
	left := report.Holding
	left.Settings = map[string]converge.Entry{}
	maps.Copy(left.Settings, report.Holding.Settings)
	for _, name := range report.Kept {
		left.Settings[name] = before.Settings[name]
	}
	HandOver(data, key, "", Known{Holding: left})
}

// TakeHandedOver is called in Create and returns what a replaced object knew of an
// instance. fit is the Fit of the new one.
func TakeHandedOver(data *tfkit.Data, key, fit string) (Known, bool) {
	return decodeKnown(data.Ledger.TakeHandedOver(key, fit))
}

// Abandon is called in Delete if the planned instances are unknown, and leaves it to
// a Create of the type to release the instances that it does not have.
func Abandon(data *tfkit.Data, key string) { data.Ledger.Abandon(key) }

// TakeAbandoned is called in Create and returns what is known of the instances that
// were abandoned by objects of the type, by key, except those of kept. A Create that
// follows for one of them sends its settings again.
func TakeAbandoned(data *tfkit.Data, typeName string, kept []string) map[string]Known {
	after, err := json.Marshal(Known{Holding: converge.Holding{RepairOnly: true}})
	if err != nil {
		return nil
	}
	abandoned := map[string]Known{}
	for key, all := range data.Ledger.TakeAbandoned(typeName+"/", kept, after) {
		for _, text := range all {
			if known, ok := decodeKnown(text, true); ok {
				abandoned[key] = known.with(abandoned[key])
			}
		}
	}
	return abandoned
}

// with returns what an object knows with what another one knew of the same instance.
func (k Known) with(other Known) Known {
	if len(other.Holding.Settings) == 0 {
		return k
	}
	settings := maps.Clone(other.Holding.Settings)
	maps.Copy(settings, k.Holding.Settings)
	k.Holding.Settings = settings
	k.Holding.Tasks = slices.Concat(k.Holding.Tasks, other.Holding.Running())
	k.Others = k.Others.With(other.Others)
	return k
}
