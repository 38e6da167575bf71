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
		t.Fatalf("getIP: got code %d %q, want 200", a.Code, a.Msg)
	}
	return string(a.Data)
}

func newIn2024(t *testing.T) *Simulator {
	t.Helper()
	o := calm()
	o.Level = Level2024
	return newSimulator(t, o)
}

// A public IP can be bound to one instance, is returned as CIDR, and can be
// unbound. Repeated requests change nothing.
func TestPublicIPIsBound(t *testing.T) {
	s := newIn2024(t)
	const none, bound = `{"ipAddresses":[]}`, `{"ipAddresses":["10.16.0.1/32"]}`
	if got := s.boundIPs(t, publicIPs[0]); got != none {
		t.Errorf("initially: got %s, want %s", got, none)
	}
	for range 2 {
		if a := s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[0], "10.16.0.1")); string(a.Data) != "{}" {
			t.Errorf("got data %s, want {}", a.Data)
		}
		if got := s.boundIPs(t, publicIPs[0]); got != bound {
			t.Errorf("after bindIp: got %s, want %s", got, bound)
		}
	}
	if got := s.instanceState(t, one).PublicIPs; !slices.Equal(got, publicIPs[:1]) {
		t.Errorf("got public IPs %v of the instance, want %v", got, publicIPs[:1])
	}
	for range 2 {
		s.mustCall(t, networkPath+"unbindIp", ipPair(publicIPs[0], "10.16.0.1"))
		if got := s.boundIPs(t, publicIPs[0]); got != none {
			t.Errorf("after unbindIp: got %s, want %s", got, none)
		}
	}
	s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[0], "10.16.0.2"))
}

func TestPublicIPMistakes(t *testing.T) {
	s := newIn2024(t)
	s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[0], "10.16.0.1"))
	s.expectRefusals(t, []mistake{
		{"bound to another instance", networkPath + "bindIp", ipPair(publicIPs[0], "10.16.0.2"), codeInvalidParameters},
		{"not bound to this instance", networkPath + "unbindIp", ipPair(publicIPs[0], "10.16.0.2"), codeInvalidParameters},
		{"not of the account", networkPath + "bindIp", ipPair("192.0.2.9", "10.16.0.1"), codeInvalidParameters},
		{"unknown instance", networkPath + "bindIp", ipPair(publicIPs[1], "10.99.0.1"), codeInstanceNotFound},
		{"no public IP", networkPath + "bindIp", `{"padIP":"10.16.0.1"}`, codeRequired},
		{"no inner IP", networkPath + "unbindIp", `{"publicIP":"203.0.113.1"}`, codeRequired},
	})
	for query, want := range map[string]int{"": codeRequired, "?publicIP=": codeRequired, "?publicIP=192.0.2.9": codeInvalidParameters} {
		if a := s.get(t, networkPath+"getIP"+query); a.Code != want {
			t.Errorf("getIP%s: got code %d, want %d", query, a.Code, want)
		}
	}
	if got := s.boundIPs(t, publicIPs[0]); !strings.Contains(got, "10.16.0.1/32") {
		t.Errorf("finally: got %s, want 10.16.0.1/32", got)
	}
}

// A reset releases the public IP of an instance; a restart does not.
func TestResetReleasesThePublicIP(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newIn2024(t)
		s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[0], "10.16.0.1"))
		s.mustCall(t, padPath+"restart", "{"+pads(one)+"}")
		waitRestart()
		if got := s.boundIPs(t, publicIPs[0]); !strings.Contains(got, "10.16.0.1/32") {
			t.Errorf("after a restart: got %s, want 10.16.0.1/32", got)
		}
		s.mustCall(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		if got := s.boundIPs(t, publicIPs[0]); strings.Contains(got, "10.16") {
			t.Errorf("after a reset: got %s, want no binding", got)
		}
		s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[0], "10.16.0.2"))
	})
}

// An instance without a proxy uses its public IP as the exit address.
func TestPublicIPIsTheExitAddress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newIn2024(t)
		s.mustCall(t, networkPath+"bindIp", ipPair(publicIPs[2], "10.16.0.1"))
		for code, want := range map[string]string{one: publicIPs[2], padCode(11): "203.0.113.2"} {
			id := s.submitOne(t, networkPath+"proxy/info", "{"+pads(code)+"}")
			waitTask()
			if got := s.taskStatus(t, id)["taskResult"]; !strings.Contains(fmt.Sprint(got), `"ip":"`+want+`"`) {
				t.Errorf("%s: got %v, want %s", code, got, want)
			}
		}
	})
}

// Bindings can drift. Removing an instance releases its address.
func TestPublicIPDrifts(t *testing.T) {
	s := newIn2024(t)
	must(t, s.BindPublicIP(publicIPs[4], one))
	must(t, s.BindPublicIP(publicIPs[4], two))
	if got := s.boundIPs(t, publicIPs[4]); got != `{"ipAddresses":["10.16.0.2/32"]}` {
		t.Errorf("got %s, want the address moved to 10.16.0.2/32", got)
	}
	if got := s.instanceState(t, one).PublicIPs; len(got) != 0 {
		t.Errorf("got public IPs %v of the first instance, want none", got)
	}
	must(t, s.BindPublicIP(publicIPs[4], ""))
	if got := s.PublicIPBindings(); got[publicIPs[4]] != "" || len(got) != len(PublicIPs()) {
		t.Errorf("got bindings %v, want all unbound", got)
	}
	must(t, s.BindPublicIP(publicIPs[4], three))
	must(t, s.Remove([]string{three}))
	if got := s.boundIPs(t, publicIPs[4]); strings.Contains(got, "10.16") {
		t.Errorf("after the removal: got %s, want no binding", got)
	}
	for _, wrong := range [][2]string{{"192.0.2.9", one}, {publicIPs[0], absent}} {
		if err := s.BindPublicIP(wrong[0], wrong[1]); err == nil {
			t.Errorf("BindPublicIP%v succeeded, want an error", wrong)
		}
	}
}

// The data is an object, as in the example, or with quirks also a list, as in
// the table.
func TestQuirksOfGetIP(t *testing.T) {
	s := newSimulator(t, Options{Level: Level2024, Quirks: true})
	seen := map[byte]bool{}
	for range 12 {
		seen[s.quirkyGet(t, networkPath+"getIP?publicIP="+publicIPs[0])[0]] = true
	}
	if !seen['{'] || !seen['['] {
		t.Errorf("got first characters %v of the data, want { and [", seen)
	}
}
