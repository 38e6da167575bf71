package simulator

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
)

const networkPath = "/openapi/open/network/"

func ipPair(public, inner string) string {
	return fmt.Sprintf(`{"publicIP":%q,"padIP":%q}`, public, inner)
}

func (s *Simulator) boundIPs(t *testing.T, public string) string {
	t.Helper()
	a := s.get(t, networkPath+"getIP?publicIP="+public)
	if a.Code != codeOK {
		t.Fatalf("getIP: code %d %q", a.Code, a.Msg)
	}
	return string(a.Data)
}

func newIn2024(t *testing.T) *Simulator {
	t.Helper()
	o := calm()
	o.Level = Level2024
	return newSimulator(t, o)
}

// A public IP is bound to one instance, shown as CIDR, and given back; binding and
// unbinding again change nothing.
func TestPublicIPIsBound(t *testing.T) {
	s := newIn2024(t)
	const none, bound = `{"ipAddresses":[]}`, `{"ipAddresses":["10.16.0.1/32"]}`
	if got := s.boundIPs(t, publicIPs[0]); got != none {
		t.Errorf("at first: %s", got)
	}
	for range 2 {
		if a := s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[0], "10.16.0.1")); string(a.Data) != "{}" {
			t.Errorf("data %s", a.Data)
		}
		if got := s.boundIPs(t, publicIPs[0]); got != bound {
			t.Errorf("bound: %s", got)
		}
	}
	if got := s.instanceState(t, one).PublicIPs; !slices.Equal(got, publicIPs[:1]) {
		t.Errorf("the phone has %v", got)
	}
	for range 2 {
		s.mustCall(t, networkPath+"unbindIp", ipPair(publicIPs[0], "10.16.0.1"))
		if got := s.boundIPs(t, publicIPs[0]); got != none {
			t.Errorf("unbound: %s", got)
		}
	}
	s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[0], "10.16.0.2"))
}

func TestPublicIPMistakes(t *testing.T) {
	s := newIn2024(t)
	s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[0], "10.16.0.1"))
	s.expectRefusals(t, []mistake{
		{"bound to another phone", networkPath + "bindIp", ipPair(publicIPs[0], "10.16.0.2"), codeInvalidParameters},
		{"not bound to this phone", networkPath + "unbindIp", ipPair(publicIPs[0], "10.16.0.2"), codeInvalidParameters},
		{"not of the account", networkPath + "bindIp", ipPair("192.0.2.9", "10.16.0.1"), codeInvalidParameters},
		{"no such phone", networkPath + "bindIp", ipPair(publicIPs[1], "10.99.0.1"), codeInstanceNotFound},
		{"no public IP", networkPath + "bindIp", `{"padIP":"10.16.0.1"}`, codeRequired},
		{"no inner IP", networkPath + "unbindIp", `{"publicIP":"203.0.113.1"}`, codeRequired},
	})
	for query, want := range map[string]int{"": codeRequired, "?publicIP=": codeRequired, "?publicIP=192.0.2.9": codeInvalidParameters} {
		if a := s.get(t, networkPath+"getIP"+query); a.Code != want {
			t.Errorf("getIP%s: code %d, want %d", query, a.Code, want)
		}
	}
	if got := s.boundIPs(t, publicIPs[0]); !strings.Contains(got, "10.16.0.1/32") {
		t.Errorf("after all: %s", got)
	}
}

// A reset gives the public IP of its instance back; a restart does not.
func TestResetReleasesThePublicIP(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newIn2024(t)
		s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[0], "10.16.0.1"))
		s.mustCall(t, padPath+"restart", "{"+pads(one)+"}")
		waitRestart()
		if got := s.boundIPs(t, publicIPs[0]); !strings.Contains(got, "10.16.0.1/32") {
			t.Errorf("after a restart: %s", got)
		}
		s.mustCall(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		if got := s.boundIPs(t, publicIPs[0]); strings.Contains(got, "10.16") {
			t.Errorf("after a reset: %s", got)
		}
		s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[0], "10.16.0.2"))
	})
}

// An instance without a proxy reaches the internet from its public IP.
func TestPublicIPIsTheExitAddress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newIn2024(t)
		s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[2], "10.16.0.1"))
		for code, want := range map[string]string{one: publicIPs[2], padCode(11): "203.0.113.2"} {
			id := s.submitOne(t, networkPath+"proxy/info", "{"+pads(code)+"}")
			waitTask()
			if got := s.taskStatus(t, id)["taskResult"]; !strings.Contains(fmt.Sprint(got), `"ip":"`+want+`"`) {
				t.Errorf("%s reports %v, want %s", code, got, want)
			}
		}
	})
}

// Bindings change behind everybody's back, and an instance that is removed leaves
// its address free.
func TestPublicIPDrifts(t *testing.T) {
	s := newIn2024(t)
	must(t, s.BindPublicIP(publicIPs[4], one))
	must(t, s.BindPublicIP(publicIPs[4], two))
	if got := s.boundIPs(t, publicIPs[4]); got != `{"ipAddresses":["10.16.0.2/32"]}` {
		t.Errorf("moved: %s", got)
	}
	if got := s.instanceState(t, one).PublicIPs; len(got) != 0 {
		t.Errorf("the first phone still has %v", got)
	}
	must(t, s.BindPublicIP(publicIPs[4], ""))
	if got := s.PublicIPBindings(); got[publicIPs[4]] != "" || len(got) != len(PublicIPs()) {
		t.Errorf("bindings %v", got)
	}
	must(t, s.BindPublicIP(publicIPs[4], three))
	must(t, s.Remove([]string{three}))
	if got := s.boundIPs(t, publicIPs[4]); strings.Contains(got, "10.16") {
		t.Errorf("after the removal: %s", got)
	}
	for _, wrong := range [][2]string{{"192.0.2.9", one}, {publicIPs[0], absent}} {
		if err := s.BindPublicIP(wrong[0], wrong[1]); err == nil {
			t.Errorf("%v can be bound", wrong)
		}
	}
}

// The answer is an object, as the example prints it, or with quirks a list, as
// the table types it.
func TestQuirksOfGetIP(t *testing.T) {
	s := newSimulator(t, Options{Level: Level2024, Quirks: true})
	seen := map[byte]bool{}
	for range 12 {
		seen[s.quirkyGet(t, networkPath+"getIP?publicIP="+publicIPs[0])[0]] = true
	}
	if !seen['{'] || !seen['['] {
		t.Errorf("data begins with %v", seen)
	}
}
