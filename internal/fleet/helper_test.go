package fleet

import (
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// settings returns a profile of values by setting name.
func settings(values map[string]converge.Value) profile {
	p := profile{}
	for name, value := range values {
		p[name] = converge.Desired{Setting: setting.ByName(name), Value: value, Digest: converge.Hash(value)}
	}
	return p
}

func bandwidthOf(mbps float64) converge.Value {
	return setting.Bandwidth{UploadMbps: mbps, DownloadMbps: mbps}
}
func zoneOf(name string) converge.Value { return setting.TimeZone{Name: name} }

// fleetOf returns an applier over fleets as they were and are to be.
func fleetOf(before, desired model, notes map[string]instanceNote) *applier {
	a := &applier{
		fleetResource: &fleetResource{Resource: tfkit.Resource{Name: "fleet", Data: &tfkit.Data{Ledger: &ledger.Ledger{}}}},
		desired:       desired,
	}
	a.record = privateRecord{Identity: ownership.Identity{Owner: "OWNER", Salt: "SALT"}, Notes: notes}
	if a.record.Notes == nil {
		a.record.Notes = map[string]instanceNote{}
	}
	a.current = newHoldings(a.record, before)
	a.fingerprints = map[string]string{}
	return a
}

// has returns a holding with values by setting name; nil is a value that is not
// known.
func has(values map[string]converge.Value) converge.Holding {
	h := converge.Holding{Settings: map[string]converge.Entry{}}
	for name, value := range values {
		e := converge.Entry{Requested: converge.Hash(value)}
		if value != nil {
			e.Applied = converge.Hash(value)
		}
		h.Settings[name] = e
	}
	return h
}
