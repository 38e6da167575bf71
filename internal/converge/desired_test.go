package converge_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// Desired values of the tests.
var (
	wantZone       = converge.Desired{Setting: setting.ByName("time_zone"), Value: setting.TimeZone{Name: "Europe/Berlin"}}
	wantSpeed      = converge.Desired{Setting: setting.ByName("bandwidth"), Value: setting.Bandwidth{UploadMbps: 5, DownloadMbps: 10}}
	wantProxy      = converge.Desired{Setting: setting.ByName("proxy"), Value: setting.Proxy{}}
	wantApp        = converge.Desired{Setting: setting.ByName("apps/com.a"), Value: setting.App{ID: 1}}
	wantImage      = converge.Desired{Setting: setting.ByName("image"), Value: setting.Image{ImageID: "img-1"}}
	wantWipe       = converge.Desired{Setting: setting.ByName("image"), Value: setting.Image{ImageID: "img-1", WipeData: true}}
	wantVolatile   = converge.Desired{Setting: setting.ByName("properties"), Value: setting.Properties{System: map[string]string{"ro.a": "1"}}}
	wantPersistent = converge.Desired{Setting: setting.ByName("properties"), Value: setting.Properties{
		System: map[string]string{"ro.a": "1"}, SystemPersistent: map[string]string{"ro.b": "1"}, Restart: true,
	}}
)

// applied returns a holding of settings that were applied.
func applied(settings ...converge.Desired) converge.Holding {
	h := converge.Holding{Settings: map[string]converge.Entry{}}
	for _, d := range settings {
		h.Settings[d.Setting.Name()] = converge.Entry{Applied: converge.Hash(d.Value), Requested: converge.Hash(d.Value)}
	}
	return h
}

// order returns an order of an owner for AC1, with a holding.
func order(owner string, h converge.Holding, desired ...converge.Desired) converge.Order {
	return converge.Order{PadCode: "AC1", Owner: owner, Holding: h, Desired: desired, Setting: setting.ByName}
}

// inProcess runs a function with a converger of a new process, in a synctest bubble.
func inProcess(t *testing.T, a *convergetest.Account, f func(t *testing.T, c *converge.Converger)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var l ledger.Ledger
		l.BeginApply()
		f(t, converge.NewConverger(a.Engine(), &l, engine.ReachPerInstance))
		<-time.After(time.Minute)
	})
}

// operations returns the names of the changes without their parameters, in order.
func operations(a *convergetest.Account) []string {
	return convergetest.Names(a.Changes, func(change string) string {
		text := strings.TrimPrefix(change, "AC1 ")
		if i := strings.Index(text, "{"); i > 0 {
			text = text[:i]
		}
		return strings.TrimSpace(text)
	})
}

// refused returns an error of the API for each change.
func refused(changes ...string) map[string]*armcloud.Error {
	all := map[string]*armcloud.Error{}
	for _, change := range changes {
		all["AC1 "+change] = &armcloud.Error{Class: armcloud.ClassRejected, Operation: armcloud.SetTimeZone, Message: "no"}
	}
	return all
}
