package converge_test

import (
	"context"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// refresh is one Read.
type refresh struct {
	*resource
	data    *tfkit.Data
	object  *object
	earlier []ledger.Earlier
	// lost are the settings that others may have cost the instance.
	lost []string
	// warned is true if a setting of the other resource has to be sent again by hand.
	warned bool
}

// read is a Read. Reads of other resources that run at the same time have begun when
// wait has passed.
func (r *resource) read(ctx context.Context, data *tfkit.Data, wait time.Duration) *refresh {
	f := &refresh{resource: r, data: data, object: r.has.clone()}
	o := f.object
	owner := o.LedgerName(r.typeName)
	ownership.RecordRunning(data, padCode, owner, o.Holding)
	f.earlier = data.Ledger.Hold(padCode, owner, ledger.Holding{
		Settings: ownership.Held(o.Holding), Loss: o.Loss, Resets: o.release == ownership.ReleaseReset,
	})
	<-time.After(wait)
	observed, err := ownership.Converger(data).Observe(ctx, map[string][]converge.Expectation{padCode: f.expectations()})
	if err != nil {
		panic(err)
	}
	f.apply(ctx, observed[padCode].Observations)
	o.Others = ownership.NoteOthers(data, padCode, owner, ownership.Names(o.Holding))
	o.Holding, _ = ownership.NoteRunning(data, padCode, owner, o.Holding)
	known := ownership.Known{
		Holding: o.withImported(), Others: o.Others, Owner: owner, Loss: o.Loss, Sent: o.Sent, ResetByOther: o.ResetByOther,
	}
	ownership.RecordKnown(data, r.handoverKey(), padCode, o.stateID(), known)
	return f
}

func (f *refresh) expectations() []converge.Expectation {
	var expectations []converge.Expectation
	for name, value := range f.object.values {
		e := f.object.Holding.Settings[name]
		expectations = append(expectations, converge.Expectation{Setting: setting.ByName(name), Value: value, Confirmed: e.Confirmed, Unshown: e.Unshown})
	}
	if f.object.imported {
		expectations = append(expectations, converge.Expectation{Setting: setting.ByName("image")}, converge.Expectation{Setting: setting.ByName("time_zone")})
	}
	return expectations
}

// apply writes what was observed into the object.
func (f *refresh) apply(ctx context.Context, observations []converge.Observation) {
	o := f.object
	o.imported = false
	for _, seen := range observations {
		name := seen.Setting.Name()
		_, expected := o.values[name]
		switch {
		case seen.Drifted && seen.Value == nil:
			delete(o.values, name)
		case seen.Drifted, !expected:
			o.values[name] = seen.Value
		}
	}
	managed := o.Holding.Settings
	at := f.lose(ctx, observations)
	o.Holding, _ = converge.Observed(o.Holding, observations)
	for _, name := range f.lost {
		if o.Holding.Settings[name].Applied != "" && at > o.Sent[name] {
			o.Sent[name] = at
		}
	}
	manages := func(d converge.Desired) bool {
		_, known := managed[d.Setting.Name()]
		return known
	}
	owed, warnings := ownership.FindOwed(f.data, padCode, f.earlier, o.Loss, manages, setting.InState)
	o.Holding.Owed, f.warned = owed, len(warnings) > 0
	o.Holding = ownership.NoteErasure(f.data, padCode, o.LedgerName(f.typeName), o.Holding, manages, setting.InState)
}

// lose marks settings that changes of others may have cost the instance, or that
// another object is about to undo. It returns the time of the losses.
func (f *refresh) lose(ctx context.Context, observations []converge.Observation) int64 {
	o, owner := f.object, f.object.LedgerName(f.typeName)
	names := ownership.Names(o.Holding)
	resetters := f.data.Ledger.Resetters(padCode, owner)
	if o.release == ownership.ReleaseReset {
		resetters = nil
	}
	ownership.AwaitPlans(ctx, f.data, map[string][]ledger.Earlier{padCode: f.earlier}, func(string) []string { return names }, resetters)
	held := o.believed(observations)
	loss, _ := ownership.EndRefresh(ctx, f.data, padCode, owner, func() []ledger.Held { return held })
	loss.Erased = max(loss.Erased, o.ResetByOther)
	if f.data.Ledger.WillReset(padCode, owner) {
		o.ResetByOther = time.Now().UnixMilli()
	}
	f.lost = ownership.Threatened(f.data, padCode, owner, names)
	lost, at := ownership.LostSettings(loss, o.Holding, setting.ByName, func(name string) converge.Value { return o.values[name] },
		func(name string) int64 { return o.Sent[name] })
	f.lost = append(f.lost, lost...)
	o.Holding = ownership.Lose(o.Holding, f.lost)
	return at
}

// believed returns the settings that the instance is believed to have although it
// does not show them.
func (o *object) believed(observations []converge.Observation) []ledger.Held {
	shown := map[string]bool{}
	for _, seen := range observations {
		shown[seen.Setting.Name()] = ownership.ShownWhole(seen)
	}
	var held []ledger.Held
	for name, value := range o.values {
		if o.Holding.Settings[name].Has(converge.Hash(value)) && !shown[name] {
			held = append(held, ledger.Held{Setting: name, Value: converge.Desired{Setting: setting.ByName(name), Value: value}, Sent: o.Sent[name]})
		}
	}
	return held
}
