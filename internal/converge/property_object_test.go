package converge_test

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

const padCode = "AC1"

// config is the configuration of one resource.
type config struct {
	values map[string]converge.Value
	// secret is the write-only password of the proxy, "" if there is none.
	secret             string
	triggers, restarts int
	release            string
}

// object is what Terraform keeps of one resource: its state and its private state.
type object struct {
	ownership.Identity
	Holding      converge.Holding
	Others       ownership.Others
	Sent         map[string]int64
	ResetByOther int64
	Loss         ledger.Loss

	// values are those in the state.
	values             map[string]converge.Value
	triggers, restarts int
	release            string
	tainted            bool
	// imported is true until the first refresh after an import.
	imported bool
}

// clone returns a copy that can be changed.
func (o *object) clone() *object {
	c := *o
	c.Secrets, c.Sent = maps.Clone(o.Secrets), maps.Clone(o.Sent)
	c.values = maps.Clone(o.values)
	return &c
}

// value returns the value in the state, or nil.
func (o *object) value(name string) converge.Value { return o.values[name] }

// resource is one resource of the configuration.
type resource struct {
	typeName string
	// want is nil if the resource is not in the configuration.
	want *config
	// has is nil if the resource is not in the state.
	has *object
	// replace is true if the next apply replaces the object.
	replace bool
	// owed is how many restarts of the resource there were when one was requested, or
	// -1.
	owed int
	// pairs are the key pairs with which the password was sent: secret keys by access
	// key.
	pairs map[string]string
	// found is true if the last plan has found an erasure, so that it sends everything.
	found bool
	// unread is true if the object has cost the other one settings since the last
	// refresh of both.
	unread bool
}

func (r *resource) handoverKey() string { return r.typeName + "/" + padCode }

// owner is the name of the resource in the audit, whatever its object is.
func (r *resource) owner() string { return r.typeName }

// password returns the write-only password of an object and its version.
func (r *resource) password(data *tfkit.Data, o *object) ownership.SecretVersion {
	v := ownership.SecretVersion{
		Record: o.Secrets["proxy"], Fingerprints: ownership.NewFingerprints(data.AccessKey, data.SecretKey, o.Salt),
	}
	if r.want != nil && r.want.secret != "" {
		v.Secret = types.StringValue(r.want.secret)
	}
	if p, known := o.values["proxy"].(setting.Proxy); known && p.PasswordVersion != nil {
		v.Before = types.Int64Value(*p.PasswordVersion)
	}
	return v
}

// desired returns what the configuration requests of an object.
func (r *resource) desired(data *tfkit.Data, o *object) []converge.Desired {
	var all []converge.Desired
	for _, name := range slices.Sorted(maps.Keys(r.want.values)) {
		d := converge.Desired{Setting: setting.ByName(name), Value: r.want.values[name]}
		if proxy, ok := d.Value.(setting.Proxy); ok && r.want.secret != "" {
			v := r.password(data, o)
			secret, version := r.want.secret, v.Next().ValueInt64()
			proxy.SecretWO, proxy.PasswordVersion = &secret, &version
			d.Value = proxy
			d.SecretChanged = !v.Record.Has(v.Fingerprints, v.Fingerprint())
		}
		all = append(all, d)
	}
	return all
}

// order returns what the configuration requests for the instance.
func (r *resource) order(data *tfkit.Data, o *object, creating bool) converge.Order {
	order := converge.Order{
		PadCode: padCode, Owner: o.LedgerName(r.typeName), Holding: o.Holding, Others: o.Others, Claimed: o.Others.New(),
		Desired: r.desired(data, o), Keep: r.want.release == ownership.ReleaseKeep,
		Setting: setting.ByName, Current: o.value, Open: ownership.OpenOwed(data, setting.FromJSON),
	}
	if creating {
		order.Holding.Tasks = append(slices.Clone(order.Holding.Tasks), data.Ledger.Pending(padCode)...)
		// An object that continues another one has its triggers.
		order.Resend = o.Stored && r.want.triggers != o.triggers
		order.Current = nil
	} else {
		order.Resend, order.Restart = r.want.triggers != o.triggers, r.want.restarts != o.restarts
	}
	return order
}

// adopt adds an entry for each setting that an import has filled in and that the
// configuration contains.
func (r *resource) adopt(o *object) {
	for name, value := range o.values {
		_, known := o.Holding.Settings[name]
		if _, wanted := r.want.values[name]; wanted && !known {
			settings := maps.Clone(o.Holding.Settings)
			if settings == nil {
				settings = map[string]converge.Entry{}
			}
			settings[name] = converge.Entry{Applied: converge.Hash(value)}
			o.Holding.Settings = settings
		}
	}
}

// changes reports whether a plan of an existing object is not empty.
func (r *resource) changes(data *tfkit.Data) bool {
	o := r.has.clone()
	r.adopt(o)
	order := r.order(data, o, false)
	for name := range o.Holding.Settings {
		if r.want.values[name] == nil {
			return true
		}
	}
	return order.Resend || order.Restart || o.release != r.want.release || len(o.Holding.Unfinished()) > 0 ||
		(r.want.values["proxy"] != nil && r.password(data, o).Changes()) || !converge.Plan(o.Holding, order).Empty()
}
