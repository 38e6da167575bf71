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
		"all":         {converge.Outcome{Paid: owed}, map[string]bool{"a/1": true, "b/1": true}},
		"some":        {converge.Outcome{Paid: owed[1:]}, map[string]bool{"b/1": true}},
		"none":        {converge.Outcome{}, nil},
		"erased anew": {converge.Outcome{Paid: owed, Erased: true}, nil},
	} {
		loss := NotePaid(ledger.Loss{Erased: 4}, owed, converge.Report{Outcome: c.out})
		for _, owner := range []string{"a/1", "b/1"} {
			if got, want := loss.For(owner).Empty(), c.good[owner]; got != want {
				t.Errorf("%s, %s: got made good %v, want %v", name, owner, got, want)
			}
		}
	}
}
