package converge_test

import (
	"maps"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// save moves what became of an order into the object.
func (r *resource) save(data *tfkit.Data, o *object, order converge.Order, report converge.Report) {
	o.Holding = converge.Release(report.Holding, order.Desired, order.Keep, setting.ByName)
	o.Others = ownership.NoteClaims(data, padCode, order.Owner, ownership.Names(o.Holding), o.Others)
	o.recordTimes(data, order, report)
	o.triggers, o.restarts, o.release = r.want.triggers, r.want.restarts, r.want.release
	values := map[string]converge.Value{}
	for _, d := range order.Desired {
		name := d.Setting.Name()
		if e := o.Holding.Settings[name]; e.Has(converge.Hash(d.Value)) {
			values[name] = d.Value
		} else if old, known := o.values[name]; known && e.Flight == nil && !(report.Erased && !converge.Erases(d.Setting, d.Value)) {
			values[name] = old
		}
	}
	for name, old := range o.values {
		if e, left := o.Holding.Settings[name]; left && r.want.values[name] == nil && e.Flight == nil && !report.Erased {
			values[name] = old
		}
	}
	r.recordSecret(data, o, order, report)
	o.values = values
}

// recordSecret records the password that the proxy was sent with.
func (r *resource) recordSecret(data *tfkit.Data, o *object, order converge.Order, report converge.Report) {
	for _, d := range order.Desired {
		proxy, ok := d.Value.(setting.Proxy)
		kind := report.Set["proxy"].Kind
		if !ok || proxy.SecretWO == nil || (kind != converge.Done && kind != converge.Indeterminate) {
			continue
		}
		v := r.password(data, o)
		o.Secrets["proxy"] = v.Record.Sent(v.Fingerprints, v.Fingerprints.Of(*proxy.SecretWO), *proxy.PasswordVersion)
	}
	if _, known := o.Holding.Settings["proxy"]; !known {
		delete(o.Secrets, "proxy")
	}
}

// recordTimes records when settings were sent, and what others may have lost.
func (o *object) recordTimes(data *tfkit.Data, order converge.Order, report converge.Report) {
	at := ownership.ApplyTime(data)
	o.Loss = ownership.NotePaid(ownership.NoteLoss(data, o.Loss, report), report)
	sent := map[string]int64{}
	for name := range o.Holding.Settings {
		if sent[name] = o.Sent[name]; report.Set[name].Kind == converge.Done {
			sent[name] = at
		}
	}
	o.Sent = sent
	undone := maps.Clone(o.Loss.Undone)
	if undone == nil {
		undone = map[string]int64{}
	}
	for name, result := range report.Set {
		if result.Kind == converge.Done {
			delete(undone, name)
		}
	}
	for name := range report.Undone {
		if report.MayHaveUndone(name) {
			undone[name] = at
		}
	}
	o.Loss.Undone = undone
}
