package fleet

import (
	"maps"
	"slices"
	"strconv"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
)

// times holds the times of applies, in milliseconds since 1970, by pad code.
type times map[string]int64

// decodeTimes returns the times of a record.
func decodeTimes(stored map[string]padSet, phones map[string]string) times {
	all := times{}
	for text, set := range stored {
		at, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			continue
		}
		for code := range set.members(phones) {
			all[code] = at
		}
	}
	return all
}

// encode returns the times of the instances in phones for a record.
func (t times) encode(phones map[string]string) map[string]padSet {
	in := map[int64]map[string]bool{}
	for code, at := range t {
		if _, here := phones[code]; !here {
			continue
		}
		if in[at] == nil {
			in[at] = map[string]bool{}
		}
		in[at][code] = true
	}
	if len(in) == 0 {
		return nil
	}
	stored := make(map[string]padSet, len(in))
	codes := slices.Sorted(maps.Keys(phones))
	for at, members := range in {
		stored[strconv.FormatInt(at, 10)] = newPadSet(codes, members)
	}
	return stored
}

// recordTimes records when an instance was sent settings, and what others may have
// lost on it.
func (a *applier) recordTimes(report converge.Report) {
	code := report.PadCode
	for _, result := range report.Set {
		if result.Kind == converge.Done {
			a.current.sent[code] = ownership.ApplyTime(a.Data)
			break
		}
	}
	loss := ownership.NoteLoss(a.Data, ledger.Loss{}, report)
	if loss.Erased != 0 {
		a.current.erased[code] = loss.Erased
	}
	if loss.Restarted != 0 {
		a.current.restarted[code] = loss.Restarted
	}
}

// storeTimes writes the times of the instances in phones into a record.
func (h *holdings) storeTimes(record *privateRecord, phones map[string]string) {
	record.Sent, record.Erased, record.Restarted = h.sent.encode(phones), h.erased.encode(phones), h.restarted.encode(phones)
}

// loss returns what others may have lost on an instance by the fleet.
func (h *holdings) loss(code string) ledger.Loss {
	return ledger.Loss{Erased: h.erased[code], Restarted: h.restarted[code]}
}

// lose returns a holding without the settings that changes of others may have cost
// the instance, or that another object is about to undo. It also returns their names,
// and the time of the losses.
func (f *refresh) lose(code string, before converge.Holding, observations []converge.Observation) (after converge.Holding, lost []string, at int64) {
	p := f.state.profiles[f.current.profileOf(code)]
	loss, found := f.data.Ledger.EndRefresh(code, f.owner, f.believed(p, code, before, observations))
	if found {
		for name, d := range p {
			if _, held := before.Settings[name]; held && ownership.Lost(loss, d.Setting, d.Value, f.current.sent[code]) {
				lost = append(lost, name)
				at = max(at, loss.Erased, loss.Restarted, loss.Undone[name])
			}
		}
	}
	if len(f.earlier[code]) > 0 {
		lost = append(lost, ownership.Threatened(f.data, code, f.owner, ownership.Names(before))...)
	}
	if len(lost) == 0 {
		return before, nil, 0
	}
	return ownership.Lose(before, lost), lost, at
}

// believed returns a function that returns the settings of a profile that an instance
// is believed to have although it does not show them.
func (f *refresh) believed(p profile, code string, h converge.Holding, observations []converge.Observation) func() []ledger.Held {
	sent := f.current.sent[code]
	return func() []ledger.Held {
		shown := map[string]bool{}
		for _, o := range observations {
			shown[o.Setting.Name()] = o.Confirmed || o.Drifted
		}
		var held []ledger.Held
		for name, d := range p {
			if h.Settings[name].Has(d.Digest) && !shown[name] {
				held = append(held, ledger.Held{Setting: name, Value: d, Sent: sent})
			}
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
