package fleet

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Read looks at every phone of the fleet. A phone that drifted has the
// settings in place of its profile; one that is gone leaves the state.
func (r *fleetResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Read, readTimeout, &resp.Diagnostics)
	defer cancel()
	state, diags := readModel(ctx, req.State, nil)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if r.Data.Unknown != "" {
		resp.Diagnostics.Append(r.Data.UnknownConfig())
		return
	}
	record := loadRecord(ctx, req.Private)
	for code, note := range record.Notes {
		r.Data.Ledger.SetPending(code, note.Pending)
	}
	f := &refresh{state: state, record: &record, current: newHoldings(&record, r.Data.SecretKey, state), confirmed: map[string]map[string]bool{}}
	for name, set := range record.Confirmed {
		f.confirmed[name] = set.members(state.phones)
	}
	views, err := converge.NewConverger(r.Data.Engine, r.Data.Ledger, r.Data.Drift.Reach()).Observe(ctx, f.expectations())
	if err != nil {
		resp.Diagnostics.AddError("Unable to look at the fleet", tfkit.Explain("", err))
		return
	}
	phones := f.applyObservations(views)
	if !maps.Equal(phones, state.phones) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(phonesName), phonesValue(phones))...)
	}
	if record.Stored || len(record.Notes) > 0 {
		resp.Diagnostics.Append(record.save(ctx, resp.Private)...)
	}
}

// fleetRefresh is one Read of a fleet under way.
type refresh struct {
	state     model
	record    *privateRecord
	current   *holdings
	confirmed map[string]map[string]bool
}

// meant gives the profile that a phone was meant to have.
func (f *refresh) intendedProfile(code string) string {
	if note, noted := f.record.Notes[code]; noted {
		return note.Profile
	}
	return f.state.phones[code]
}

// beliefs lists what to look for on each phone.
func (f *refresh) expectations() map[string][]converge.Expectation {
	ask := make(map[string][]converge.Expectation, len(f.state.phones))
	for code := range f.state.phones {
		var beliefs []converge.Expectation
		p := f.state.profiles[f.intendedProfile(code)]
		for name, value := range p {
			if s := setting.ByName(name); s.Sources() != 0 {
				beliefs = append(beliefs, converge.Expectation{Setting: s, Value: value, Confirmed: f.confirmed[name][code]})
			}
		}
		ask[code] = beliefs
	}
	return ask
}

// settle gives the phones as they are, and notes what drifted and what came
// back.
func (f *refresh) applyObservations(views map[string]converge.InstanceObservation) map[string]string {
	phones := maps.Clone(f.state.phones)
	for code, view := range views {
		if view.Gone {
			delete(phones, code)
			delete(f.record.Notes, code)
			continue
		}
		if value := f.applyObservation(code, view); value != "" {
			phones[code] = value
		}
	}
	for code, view := range views {
		addConfirmed(f.confirmed, code, view.Observations)
	}
	codes := slices.Sorted(maps.Keys(phones))
	f.record.Confirmed = map[string]padSet{}
	for name, in := range f.confirmed {
		f.record.Confirmed[name] = newPadSet(codes, in)
	}
	return phones
}

// settlePhone gives the new state of one phone, "" when it stays as it is.
func (f *refresh) applyObservation(code string, view converge.InstanceObservation) string {
	note, noted := f.record.Notes[code]
	meant := f.intendedProfile(code)
	has := f.current.current(code)
	changed := false
	for _, sight := range view.Observations {
		name := sight.Setting.Name()
		switch {
		case sight.Drifted && has[name] == f.current.fingerprints.Of(converge.Canonical(sight.Value)):
			// The phone has what it had before a change that failed.
		case sight.Drifted && has[name] != "":
			if has[name] != f.current.byProfile[meant][name] {
				note.Changing = append(note.Changing, name)
			}
			has[name] = ""
			changed = true
		case sight.Confirmed && has[name] == "":
			has[name] = f.current.byProfile[meant][name]
			changed = true
		}
	}
	if !changed {
		return ""
	}
	if !note.Restart && maps.Equal(has, f.current.byProfile[meant]) {
		delete(f.record.Notes, code)
		return meant
	}
	f.record.Notes[code] = instanceNote{
		Profile: meant, Has: has, Changing: without(note.Changing, has), Restart: note.Restart, Pending: note.Pending,
	}
	if noted && strings.HasPrefix(f.state.phones[code], failedPrefix) {
		return ""
	}
	return driftedPrefix + strings.Join(unknownSettings(has), ", ")
}

// without leaves out the settings that the phone now has.
func without(changing []string, has map[string]string) []string {
	return slices.DeleteFunc(slices.Clone(changing), func(name string) bool { return has[name] != "" })
}

// unknownSettings names the settings that a phone may have in any form.
func unknownSettings(has map[string]string) []string {
	var names []string
	for name, print := range has {
		if print == "" {
			names = append(names, name)
		}
	}
	return setting.Ordered(names)
}
