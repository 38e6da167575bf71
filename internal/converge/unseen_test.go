package converge_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// If a refresh finds an image that the configuration requests, that would erase and that
// the resource has not set, it counts as set, and everything else is sent again, with
// what other resources have lost. Raised triggers do not send the image either.
func TestFoundErasure(t *testing.T) {
	hash := converge.Hash(wantWipe.Value)
	ignored := wantWipe
	ignored.Ignored = true
	for name, c := range map[string]struct {
		before string // the image that was applied
		h      func(converge.Holding) converge.Holding
		image  converge.Desired
		resend bool
		found  bool
	}{
		"found":                    {before: "other", image: wantWipe, found: true},
		"with triggers":            {before: "other", image: wantWipe, resend: true, found: true},
		"without wipe (control)":   {before: "other", image: wantImage},
		"ignored (control)":        {before: "other", image: ignored},
		"as before (control)":      {before: hash, image: wantWipe},
		"seen by us (control)":     {before: "", image: wantWipe},
		"repair (control)":         {before: "other", image: wantWipe, h: requested("image", hash)},
		"any is repair (control)":  {before: "other", image: wantWipe, h: requested("image", converge.Any)},
		"never requested, changed": {before: "other", image: wantWipe, h: requested("image", ""), found: true},
	} {
		t.Run(name, func(t *testing.T) {
			h := applied(wantSpeed)
			h.Settings["image"] = converge.Entry{Applied: c.before, Requested: "other"}
			h.OwedIfErased = []converge.Owed{{Owner: "other/1", Setting: "time_zone"}}
			if c.h != nil {
				h = c.h(h)
			}
			seen := converge.Observe([]converge.Expectation{{Setting: wantWipe.Setting, Value: wantWipe.Value}, {Setting: wantWipe.Setting}},
				converge.Evidence{Detail: &armcloud.PadDetail{ImageID: "img-1"}})
			seen[0].Drifted, seen[0].Confirmed = c.before != hash, c.before == hash
			h, _ = converge.Observed(h, seen[:1])
			o := order("mine/1", h, c.image, wantSpeed)
			o.Resend, o.Open = c.resend, func(converge.Owed) (converge.Desired, bool) { return wantZone, true }
			if got := len(converge.Plan(h, o).Found) == 1; got != c.found {
				t.Fatalf("got an erasure found %v, want %v", got, c.found)
			}
			if !c.found {
				return
			}
			a := &convergetest.Account{ImageIDs: map[string]string{"AC1": "img-1"}}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				out := conv.Apply(t.Context(), o)
				convergetest.Same(t, "changes", operations(a), "set the bandwidth", "set the time zone")
				if !out.Erased || len(out.Found) != 1 || len(out.Paid) != 1 || len(out.Holding.Unfinished())+len(out.Holding.OwedIfErased) > 0 {
					t.Errorf("got %+v, want an erasure, one setting paid, and nothing unfinished", out)
				}
				if again := converge.Plan(out.Holding, order("mine/1", out.Holding, wantWipe, wantSpeed)); !again.Empty() {
					t.Errorf("got %+v to do afterwards, want nothing", again)
				}
			})
		})
	}
}

// requested returns a function that sets what was requested last of a setting.
func requested(name, hash string) func(converge.Holding) converge.Holding {
	return func(h converge.Holding) converge.Holding {
		e := h.Settings[name]
		e.Requested = hash
		h.Settings[name] = e
		return h
	}
}

// If a setting fails after an erasure was found, the next apply sends only what is
// missing.
func TestFoundErasureOutlastsAFailure(t *testing.T) {
	h := applied(wantSpeed, wantZone)
	h.Settings["image"] = converge.Entry{Applied: converge.Hash(wantWipe.Value), Requested: "other", Found: true}
	a := &convergetest.Account{Refuse: refused("set the bandwidth")}
	inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
		out := conv.Apply(t.Context(), order("mine/1", h, wantWipe, wantSpeed, wantZone))
		a.Changes, a.Refuse = nil, nil
		conv.Apply(t.Context(), order("mine/1", out.Holding, wantWipe, wantSpeed, wantZone))
		convergetest.Same(t, "changes", operations(a), "set the bandwidth")
	})
}
