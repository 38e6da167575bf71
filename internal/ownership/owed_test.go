package ownership

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// FindOwed returns what the owners that were refreshed earlier have lost: not what was
// sent later, what was made good, or what the object manages itself. The value can be
// read back. A setting whose password is not in the state is only reported.
func TestFindOwed(t *testing.T) {
	version, password := int64(1), "s3cret"
	desired := func(name string, value converge.Value) converge.Desired {
		return converge.Desired{Setting: setting.ByName(name), Value: value}
	}
	speed := desired("bandwidth", setting.Bandwidth{UploadMbps: 5})
	held := func(d converge.Desired, sent int64) []ledger.Held {
		return []ledger.Held{{Setting: d.Setting.Name(), Value: d, Sent: sent}}
	}
	earlier := []ledger.Earlier{
		{Owner: "speed/1", Has: held(speed, 1)},
		{Owner: "later/1", Has: held(speed, 5)},
		{Owner: "good/1", Has: held(speed, 1)},
		{Owner: "proxy/1", Has: held(desired("proxy", setting.Proxy{Enabled: true, Password: &password}), 1)},
		{Owner: "secret/1", Has: held(desired("proxy", setting.Proxy{Enabled: true, PasswordVersion: &version}), 1)},
		{Owner: "mine/1", Has: held(desired("adb_enabled", nil), 1)},
	}
	data := &tfkit.Data{SecretKey: "key"}
	loss := ledger.Loss{Erased: 4, MadeGood: map[string]int64{"good/1": 4}}
	owed, diags := FindOwed(data, "AC1", earlier, loss, func(d converge.Desired) bool { return d.Setting.Name() == "adb_enabled" }, setting.InState)
	if len(owed) != 2 || owed[0].Owner != "speed/1" || owed[1].Owner != "proxy/1" {
		t.Fatalf("got %+v, want the bandwidth of speed/1 and the proxy of proxy/1", owed)
	}
	if len(diags) != 1 || diags[0].Summary() != "A setting of another resource was lost" {
		t.Errorf("got %v, want one warning", diags)
	}
	got, ok := OpenOwed(data, setting.FromJSON)(owed[1])
	if proxy, is := got.Value.(setting.Proxy); !ok || !is || proxy.Password == nil || *proxy.Password != password {
		t.Errorf("got %+v, %v, want the proxy with its password", got.Value, ok)
	}
	if _, ok := OpenOwed(&tfkit.Data{SecretKey: "other"}, setting.FromJSON)(owed[0]); ok {
		t.Error("got a value with another key, want none")
	}
	if owed, diags := FindOwed(data, "AC1", earlier, ledger.Loss{}, nil, nil); len(owed)+len(diags) != 0 {
		t.Errorf("without a loss: got %v, %v, want nothing", owed, diags)
	}
}

// NotePaid takes an owner's loss as made good if all that was owed to it was sent, and
// nothing was lost again.
func TestNotePaid(t *testing.T) {
	owed := []converge.Owed{{Owner: "a/1", Setting: "proxy"}, {Owner: "a/1", Setting: "bandwidth"}, {Owner: "b/1", Setting: "proxy"}}
	for name, c := range map[string]struct {
		out  converge.Outcome
		good map[string]bool
	}{
		"all":          {converge.Outcome{Paid: owed}, map[string]bool{"a/1": true, "b/1": true}},
		"some":         {converge.Outcome{Paid: owed[1:]}, map[string]bool{"b/1": true}},
		"none":         {converge.Outcome{}, nil},
		"erased anew":  {converge.Outcome{Paid: owed, Erased: true}, nil},
		"found erased": {converge.Outcome{Paid: owed, Erased: true, Found: []string{"image"}}, map[string]bool{"a/1": true, "b/1": true}},
	} {
		var job converge.Job
		for _, o := range owed {
			job.Owed = append(job.Owed, converge.OwedChange{Owed: o})
		}
		loss := NotePaid(ledger.Loss{Erased: 4}, converge.Report{Job: job, Outcome: c.out})
		for _, owner := range []string{"a/1", "b/1"} {
			if got, want := loss.For(owner).Empty(), c.good[owner]; got != want {
				t.Errorf("%s, %s: got made good %v, want %v", name, owner, got, want)
			}
		}
	}
}

// If a plan may find an erasure, Read notes what others have lost then, of those whose
// refresh has ended and whose settings need neither a password nor a restart. The control
// is an image that is as it was requested.
func TestNoteErasure(t *testing.T) {
	version := int64(1)
	data := &tfkit.Data{SecretKey: "key", Ledger: &ledger.Ledger{}}
	for owner, values := range map[string]map[string]converge.Value{
		"speed/1":   {"bandwidth": setting.Bandwidth{UploadMbps: 5}},
		"secret/1":  {"bandwidth": setting.Bandwidth{UploadMbps: 5}, "proxy": setting.Proxy{Enabled: true, PasswordVersion: &version}},
		"restart/1": {"properties": setting.Properties{SystemPersistent: map[string]string{"ro.b": "1"}, Restart: true}},
		"reads/1":   nil,
	} {
		data.Ledger.Hold("AC1", owner, ledger.Holding{})
		var held []ledger.Held
		for name, value := range values {
			held = append(held, ledger.Held{Setting: name, Value: converge.Desired{Setting: setting.ByName(name), Value: value}})
		}
		if values != nil {
			data.Ledger.EndRefresh("AC1", owner, func() []ledger.Held { return held })
		}
	}
	unmanaged := func(converge.Desired) bool { return false }
	holding := func(requested string) converge.Holding {
		return converge.Holding{Settings: map[string]converge.Entry{"image": {Applied: "new", Requested: requested, Found: true}}}
	}
	if got := NoteErasure(data, "AC1", "image/1", holding("new"), unmanaged, setting.InState).OwedIfErased; len(got) != 0 {
		t.Errorf("control: got %+v, want nothing", got)
	}
	got := NoteErasure(data, "AC1", "image/1", holding("old"), unmanaged, setting.InState).OwedIfErased
	if len(got) != 1 || got[0].Owner != "speed/1" || got[0].Setting != "bandwidth" {
		t.Errorf("got %+v, want only the bandwidth of speed/1", got)
	}
}
