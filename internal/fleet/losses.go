package fleet

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// recordTimes records when an instance was sent settings, and what others may have
// lost on it.
func (a *applier) recordTimes(report converge.Report) {
	code, h := report.PadCode, a.current
	at := ownership.ApplyTime(a.Data)
	for name, result := range report.Set {
		if result.Kind == converge.Done {
			h.sent[code] = at
			delete(h.undone[name], code)
		}
	}
	loss := ownership.NoteLoss(a.Data, ledger.Loss{}, report)
	if loss.Erased != 0 {
		h.erased[code] = loss.Erased
	}
	if loss.Restarted != 0 {
		h.restarted[code] = loss.Restarted
	}
	for owner, until := range ownership.NotePaid(h.loss(code), report).MadeGood {
		h.madeGood.set(owner, code, until)
	}
	for name := range report.Undone {
		if report.MayHaveUndone(name) {
			h.undone.set(name, code, at)
		}
	}
	if _, stays := a.desired.phones[code]; !stays && !a.incomplete(report) {
		a.recordLeft(code)
	}
}

// recordLeft records what others may have lost on an instance that leaves the fleet.
func (a *applier) recordLeft(code string) {
	loss := a.current.loss(code)
	if a.deleting || loss.Empty() {
		return
	}
	if a.record.Left == nil {
		a.record.Left = map[string]ledger.Loss{}
	}
	a.record.Left[code] = loss
}

// storeTimes writes the times of the instances in phones into a record.
func (h *holdings) storeTimes(record *privateRecord, phones map[string]string) {
	record.Sent, record.Erased, record.Restarted = h.sent.encode(phones), h.erased.encode(phones), h.restarted.encode(phones)
	record.Passwords = h.sentPasswords.encode(phones)
	record.Undone, record.MadeGood, record.ResetByOther = h.undone.encode(phones), h.madeGood.encode(phones), h.resetByOther.encode(phones)
}

// loss returns what others may have lost on an instance by the fleet.
func (h *holdings) loss(code string) ledger.Loss {
	return ledger.Loss{Erased: h.erased[code], Restarted: h.restarted[code], Undone: h.undone.of(code), MadeGood: h.madeGood.of(code)}
}

// lose returns a holding without the settings that changes of others may have cost
// the instance, or that another object is about to undo. It also returns their names,
// and the time of the losses.
func (f *refresh) lose(ctx context.Context, code string, before converge.Holding, observations []converge.Observation) (after converge.Holding, lost []string, at int64) {
	p := f.state.of(code, f.current.profileOf(code))
	loss, found := ownership.EndRefresh(ctx, f.data, code, f.owner, f.believed(p, code, before, observations))
	if at := f.current.resetByOther[code]; at > loss.Erased {
		loss.Erased, found = at, true
	}
	if f.data.Ledger.WillReset(code, f.owner) {
		f.current.resetByOther[code] = time.Now().UnixMilli()
	}
	if found {
		lost, at = ownership.LostSettings(loss, before, setting.ByName, func(name string) converge.Value { return p[name].Value },
			func(string) int64 { return f.current.sent[code] })
	}
	if len(f.earlier[code]) > 0 {
		lost = append(lost, ownership.Threatened(f.data, code, f.owner, ownership.Names(before))...)
	}
	if len(lost) == 0 {
		return before, nil, 0
	}
	return ownership.Lose(before, lost), lost, at
}

// owed returns what the fleet's changes have cost other owners that were refreshed
// earlier.
func (f *refresh) owed(code string, before converge.Holding) []converge.Owed {
	earlier := f.earlier[code]
	if len(earlier) == 0 {
		return nil
	}
	owed, diags := ownership.FindOwed(f.data, code, earlier, f.current.loss(code), f.managed(code, before), setting.InState)
	f.diags.Append(diags...)
	return owed
}

// managed returns a function that reports whether the fleet itself manages a setting of
// an instance.
func (f *refresh) managed(code string, h converge.Holding) func(converge.Desired) bool {
	p := f.state.of(code, f.current.profileOf(code))
	return func(d converge.Desired) bool {
		return h.Manages(d, func(name string) converge.Value { return p[name].Value })
	}
}

// believed returns a function that returns the settings of a profile that an instance
// is believed to have although it does not show them. It keeps nothing of the
// observations, and shares the names with other instances.
func (f *refresh) believed(p profile, code string, h converge.Holding, observations []converge.Observation) func() []ledger.Held {
	shown := map[string]bool{}
	for _, o := range observations {
		shown[o.Setting.Name()] = ownership.ShownWhole(o)
	}
	var names []string
	for name, d := range p {
		if h.Settings[name].Has(d.Digest) && !shown[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	key := strings.Join(names, " ")
	if shared, known := f.unshown[key]; known {
		names = shared
	} else {
		f.unshown[key] = names
	}
	sent := f.current.sent[code]
	return func() []ledger.Held {
		held := make([]ledger.Held, len(names))
		for i, name := range names {
			held[i] = ledger.Held{Setting: name, Value: p[name], Sent: sent}
		}
		return held
	}
}

// keepShown takes an instance that shows all its lost settings as sent at the time of
// the loss.
func (f *refresh) keepShown(code string, after converge.Holding, lost []string, at int64) {
	for _, name := range lost {
		if after.Settings[name].Applied == "" {
			return
		}
	}
	if len(lost) > 0 && at > f.current.sent[code] {
		f.current.sent[code] = at
	}
}
