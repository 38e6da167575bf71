package instance

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

const recordKey = "phone"

// phoneRecord is what a resource of one phone keeps in private state.
type privateRecord struct {
	ownership.Identity
	// Managed names the settings that the configuration named last.
	Managed []string `json:"managed,omitempty"`
	// Confirmed names the settings whose inferred source has shown the
	// applied value on this phone.
	Confirmed []string `json:"confirmed,omitempty"`
	// Sent holds, by setting, the fingerprint of the value that the phone was
	// given last: sending it once more is a repair.
	Sent map[string]string `json:"sent,omitempty"`
	// Tried names the settings that were sent, failed, and are not in the
	// state: the phone may have them, so a destroy takes them back too.
	Tried []string `json:"tried,omitempty"`
	// Pending are the tasks that were no longer waited for.
	Pending []int64 `json:"pending,omitempty"`
	// Applied is true once an apply has run: an import alone has set nothing.
	Applied bool `json:"applied,omitempty"`
	// Resend is there while a change of triggers has been carried out in part.
	Resend *resend `json:"resend,omitempty"`
}

// resend notes which settings a change of triggers has sent already, so that
// the apply after a failure repeats nothing.
type resend struct {
	Triggers string   `json:"triggers"`
	Done     []string `json:"done"`
}

// loadRecord reads the record; without one it gives a new owner and salt.
func loadRecord(ctx context.Context, private tfkit.PrivateReader) privateRecord {
	var record privateRecord
	record.Complete(tfkit.GetPrivate(ctx, private, recordKey, &record))
	return record
}

func (p *privateRecord) save(ctx context.Context, private tfkit.Private) diag.Diagnostics {
	slices.Sort(p.Managed)
	slices.Sort(p.Confirmed)
	return tfkit.SetPrivate(ctx, private, recordKey, p)
}

func (p *privateRecord) manages(at setting.Shape) bool {
	return slices.Contains(p.Managed, at.Name())
}

func (p *privateRecord) confirmed(name string) bool { return slices.Contains(p.Confirmed, name) }

func (p *privateRecord) confirm(name string, yes bool) {
	p.Confirmed = with(p.Confirmed, name, yes)
}

func (p *privateRecord) manage(at setting.Shape, yes bool) {
	p.Managed = with(p.Managed, at.Name(), yes)
}

// try notes that the phone may have a setting that the state does not show.
func (p *privateRecord) try(name string, yes bool) {
	p.Tried = with(p.Tried, name, yes)
}

// triedOf gives the tried settings of an attribute.
func (p *privateRecord) triedOf(at setting.Shape) []string {
	var names []string
	for _, name := range p.Tried {
		if setting.ShapeOf(name) == at {
			names = append(names, name)
		}
	}
	return names
}

// setSent notes what a setting was sent with; an empty fingerprint forgets it.
func (p *privateRecord) setSent(name, fingerprint string) {
	if fingerprint == "" {
		delete(p.Sent, name)
		return
	}
	if p.Sent == nil {
		p.Sent = map[string]string{}
	}
	p.Sent[name] = fingerprint
}

// setSecret notes the fingerprint of the write-only value that a setting was
// sent with; an empty one forgets it.
func (p *privateRecord) setSecret(at setting.Shape, fingerprint string) {
	if fingerprint == "" {
		delete(p.Secrets, at.Name())
		return
	}
	p.Secrets[at.Name()] = fingerprint
}

// with gives the names with or without one.
func with(names []string, name string, yes bool) []string {
	at := slices.Index(names, name)
	switch {
	case yes && at < 0:
		return append(names, name)
	case !yes && at >= 0:
		return slices.Delete(slices.Clone(names), at, at+1)
	default:
		return names
	}
}
