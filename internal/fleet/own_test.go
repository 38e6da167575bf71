package fleet

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// override returns an override from its JSON.
func override(t *testing.T, text string) setting.Override {
	t.Helper()
	o, diags := setting.ParseOverride(t.Context(), text, path.Empty(), true)
	if diags.HasError() {
		t.Fatal(diags)
	}
	return o
}

// ownModel is a fleet in which "own" has an override and "secret" a write-only password.
func ownModel(t *testing.T) model {
	user, version := "u", int64(1)
	kiosk := settings(map[string]converge.Value{
		"bandwidth": bandwidthOf(1), "time_zone": zoneOf("UTC"), "proxy": setting.Proxy{Enabled: true, Username: &user, PasswordVersion: &version},
	})
	return model{
		phones:    map[string]string{"own": "kiosk", "plain": "kiosk", "secret": "kiosk"},
		profiles:  map[string]profile{"kiosk": kiosk, "idle": {}},
		targets:   map[string][]string{"kiosk": slices.Sorted(maps.Keys(kiosk))},
		effective: map[string]effective{},
		own: map[string]*own{
			"own":    {override: override(t, `{"time_zone":"Europe/Rome","bandwidth":null,"adb_enabled":true}`)},
			"secret": {leftOut: true},
		},
	}
}

// The settings of an instance follow from its profile and what it has of its own. The
// profile itself stays as it is.
func TestEffectiveSettings(t *testing.T) {
	m := ownModel(t)
	values := func(code, profile string) map[string]string {
		texts := map[string]string{}
		for name, d := range m.of(code, profile) {
			texts[name] = converge.Canonical(d.Value)
			if d.Digest != converge.Hash(d.Value) {
				t.Errorf("%s of %s: got another digest than that of the value", name, code)
			}
		}
		return texts
	}
	plain := values("plain", "kiosk")
	own := map[string]string{"proxy": plain["proxy"], "time_zone": `{"time_zone":"Europe/Rome"}`, "adb_enabled": `{"enabled":true}`}
	secret := maps.Clone(plain)
	secret["proxy"] = `{"enabled":true,"username":"u"}`
	idle := maps.Clone(own)
	delete(idle, "proxy")
	for _, c := range []struct {
		code, profile string
		want          map[string]string
	}{{"own", "kiosk", own}, {"own", "idle", idle}, {"own", "kiosk", own}, {"own", "failed: x", map[string]string{}}, {"secret", "kiosk", secret}, {"plain", "kiosk", plain}} {
		if diff := cmp.Diff(c.want, values(c.code, c.profile)); diff != "" {
			t.Errorf("%s as %s (-want +got):\n%s", c.code, c.profile, diff)
		}
	}
	if got, want := m.targetsAt("own"), []string{"adb_enabled", "proxy", "time_zone"}; !slices.Equal(got, want) {
		t.Errorf("got targets %v, want %v", got, want)
	}
	want := []ownership.Claim{{Codes: []string{"plain"}, Settings: m.targets["kiosk"]}, {Codes: []string{"own"}, Settings: m.targetsAt("own")}, {Codes: []string{"secret"}, Settings: m.targets["kiosk"]}}
	if diff := cmp.Diff(want, m.claims()); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
}

// An instance with an override that converged needs no note, and its holding is its own.
func TestHoldingsOfOverrides(t *testing.T) {
	m := ownModel(t)
	h := newHoldings(privateRecord{}, m)
	for code := range m.phones {
		if !converged(h.of(code), m.of(code, "kiosk")) {
			t.Errorf("%s: got %+v, want what its settings are", code, h.of(code))
		}
	}
	if h.of("own").Equal(h.of("plain")) || h.key("own") == h.key("plain") {
		t.Error("got equal holdings with and without an override, want different ones")
	}
	again := ownModel(t)
	if m.id() != again.id() {
		t.Error("got different ids of equal states, want the same")
	}
	again.own["own"].override = override(t, `{"time_zone":"Europe/Paris","bandwidth":null,"adb_enabled":true}`)
	if m.id() == again.id() {
		t.Error("got the same id with another override, want another one")
	}
}

// The fingerprints of passwords are stored in little space, and read back alike. Those
// that do not belong to the instances match no password.
func TestSentPasswords(t *testing.T) {
	keys := ownership.NewFingerprints("access", "secret", "salt")
	others := ownership.NewFingerprints("other", "other", "salt")
	print := func(of ownership.Fingerprints, n int) string { return of.Of(fmt.Sprint(n))[:printLength] }
	const size = 10_000
	sent, phones := sentPasswords{}, map[string]string{}
	for n := range size {
		phones[padCode(n)] = "kiosk"
		sent.set(keys, padCode(n), print(keys, n))
	}
	stored := sent.encode(phones)
	text := 0
	for _, s := range stored {
		text += len(s.Prints) + len(s.Of.Except)*16
	}
	if text > 13*size {
		t.Errorf("got a record of %d bytes for %d passwords, want at most 13 for each", text, size)
	}
	read := decodePasswords(stored, phones)
	if diff := cmp.Diff(sent, read); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
	if !read.is(keys, padCode(7), print(keys, 7)) || read.is(keys, padCode(7), print(keys, 8)) || read.is(others, padCode(7), print(keys, 7)) {
		t.Error("got a password that is another one than was sent")
	}

	// A second key pair adds its own. Another password drops what others have.
	read.set(others, padCode(1), print(others, 1))
	if !read.is(keys, padCode(1), print(keys, 1)) || !read.is(others, padCode(1), print(others, 1)) {
		t.Error("got the password forgotten for one of two key pairs, want it for both")
	}
	read.set(keys, padCode(1), print(keys, 99))
	if read.is(others, padCode(1), print(others, 1)) {
		t.Error("got the old password for another key pair, want none")
	}
	read.set(keys, padCode(2), "")
	if read.has(padCode(2)) || !read.has(padCode(3)) {
		t.Error("got a password that was removed, or none that was sent")
	}

	// Two instances left without the record being saved.
	delete(phones, padCode(5))
	lost := decodePasswords(stored, phones)
	if !lost.has(padCode(6)) || lost.is(keys, padCode(6), print(keys, 6)) || lost.is(keys, padCode(6), "") {
		t.Error("got a password of a record that does not fit, want an unknown one")
	}
}
