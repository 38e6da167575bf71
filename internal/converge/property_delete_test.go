package converge_test

import (
	"context"
	"encoding/json"
	"maps"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// delete is a Delete. It reports whether the object is gone.
func (n *node) delete(ctx context.Context) bool {
	o := n.has.clone()
	owner := o.LedgerName(n.typeName)
	n.applying.Ledger.BeginLeaving(owner)
	h, replaced := ownership.TakeHandover(ctx, n.applying, n.private)
	h.Claim(n.applying, owner)
	switch tainted := tfkit.ReplacingTainted(ctx, n.private); {
	case tainted:
		n.handOver(h, o)
		return n.gone()
	case replaced && o.release != ownership.ReleaseReset:
		n.proceed(o)
		return n.gone()
	case o.release == ownership.ReleaseKeep:
		ownership.LeaveAsIs(n.applying, padCode, owner, o.Holding)
		return n.gone()
	}
	report := ownership.Converger(n.applying).Apply(ctx, converge.Order{
		PadCode: padCode, Owner: owner, Holding: o.Holding, Others: o.Others, Claimed: o.Others.New(),
		Setting: setting.ByName, Current: o.value, Reset: o.release == ownership.ReleaseReset,
		Keep: replaced, Deleting: true, Successor: ownership.Successor(owner),
	})
	n.note("delete", report)
	n.deleted = true
	if replaced && len(report.ResetPreventedBy) > 0 {
		n.proceed(o)
	}
	if !report.Failed() {
		return n.gone()
	}
	o.Holding = converge.Release(report.Holding, nil, false, setting.ByName)
	for name := range o.values {
		if e, left := o.Holding.Settings[name]; !left || e.Flight != nil || report.Erased {
			delete(o.values, name)
		}
	}
	n.finish(o)
	return false
}

// gone saves that the object is gone, and reports false if the process was killed.
func (n *node) gone() bool {
	n.finish(nil)
	return !n.unsaved
}

// handOver hands what a tainted object knows to the one that replaces it.
func (n *node) handOver(h ownership.Handover, o *object) {
	known, here := h.Known(n.handoverKey(), o.stateID())
	if !here {
		known.Holding = o.fromState()
	}
	ownership.HandOver(n.applying, n.handoverKey(), h.Fits()[padCode], known)
}

// proceed hands everything over to the object that replaces one that is not tainted.
func (n *node) proceed(o *object) {
	next := o.clone()
	next.Holding, next.values, next.Stored = o.withImported(), nil, true
	n.continued = next
}

// withImported returns a holding with what an import has filled in.
func (o *object) withImported() converge.Holding {
	h := o.Holding
	h.Settings = maps.Clone(h.Settings)
	if h.Settings == nil {
		h.Settings = map[string]converge.Entry{}
	}
	for name, value := range o.values {
		if _, known := h.Settings[name]; !known {
			h.Settings[name] = converge.Entry{Applied: converge.Hash(value)}
		}
	}
	return h
}

// stateID identifies the state of an object.
func (o *object) stateID() string {
	texts := map[string]string{}
	for name, value := range o.values {
		texts[name] = converge.Hash(value)
	}
	return converge.Hash(texts)
}

// fromState returns what the state alone shows of the instance.
func (o *object) fromState() converge.Holding {
	h := converge.Holding{Settings: map[string]converge.Entry{}, RepairOnly: true}
	for name, value := range o.values {
		h.Settings[name] = converge.Entry{Applied: converge.Hash(value), Requested: converge.Any}
	}
	return h
}

// throughText returns a holding after a trip through its encoding.
func throughText(h converge.Holding) converge.Holding {
	var decoded converge.Holding
	if err := json.Unmarshal([]byte(holdingText{h}.String()), &decoded); err != nil {
		panic(err)
	}
	return decoded
}

// holdingText is a holding in a log.
type holdingText struct{ converge.Holding }

func (h holdingText) String() string {
	text, err := json.Marshal(h.Holding)
	if err != nil {
		panic(err)
	}
	return string(text)
}
