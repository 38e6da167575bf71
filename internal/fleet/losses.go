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

// publishLosses records in the ledger what others may have lost by the fleet.
func (h *holdings) publishLosses(l *ledger.Ledger, owner string) {
	for _, codes := range []times{h.erased, h.restarted} {
		for code := range codes {
			l.SetLoss(code, owner, ledger.Loss{Erased: h.erased[code], Restarted: h.restarted[code]})
		}
	}
}

// lose returns a holding without the settings that changes of others may have cost
// the instance, and their names.
func (f *refresh) lose(code string, before converge.Holding) (converge.Holding, []string) {
	loss, found := f.ledger.Losses(code, f.owner)
	if !found {
		return before, nil
	}
	var lost []string
	for name, d := range f.state.profiles[f.current.profileOf(code)] {
		if _, held := before.Settings[name]; held && ownership.Lost(loss, d.Setting, d.Value, f.current.sent[code]) {
			lost = append(lost, name)
		}
	}
	if len(lost) == 0 {
		return before, nil
	}
	return ownership.Lose(before, lost), lost
}

// keepShown takes an instance that shows all its lost settings as sent now.
func (f *refresh) keepShown(code string, after converge.Holding, lost []string) {
	for _, name := range lost {
		if after.Settings[name].Applied == "" {
			return
		}
	}
	if len(lost) > 0 {
		loss, _ := f.ledger.Losses(code, f.owner)
		f.current.sent[code] = max(loss.Erased, loss.Restarted)
		for _, name := range lost {
			f.current.sent[code] = max(f.current.sent[code], loss.Undone[name])
		}
	}
}
