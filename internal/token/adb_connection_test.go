package token_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const adbConnection = "armcloud_adb_connection"

// wantADB fails unless ADB of an instance is enabled, or disabled.
func (s *session) wantADB(code string, want bool) {
	s.t.Helper()
	state, _ := s.Account.Instance(code)
	acctest.Equal(s.t, "ADB of "+code, state.ADB, want)
}

// With enable, ADB is enabled if it is not, on both API levels. Opening again sends one
// request. Current levels also return the key and the second command.
func TestADBConnectionWithEnable(t *testing.T) {
	t.Parallel()
	for _, options := range []simulator.Options{{}, {Quirks: true}, {Level: simulator.Level2024}, {Level: simulator.Level2024, Quirks: true}} {
		s := newSession(t, options, nil)
		config := object{"pad_code": acctest.InstanceA, "enable": true}
		s.mustOpen(adbConnection, config)
		s.wantADB(acctest.InstanceA, true)
		s.ResetCounters()
		for range 12 {
			result, closeIt := s.mustOpen(adbConnection, config)
			command, key := "adb connect 203.0.113.10:", any(nil)
			if options.Level != simulator.Level2024 {
				command, key = "ssh ", "simulated-key-1"
			}
			if text, _ := result["command"].(string); !strings.HasPrefix(text, command) || result["key"] != key || (result["adb_command"] == nil) != (key == nil) {
				t.Errorf("got %v, want a command with %q and key %v", result, command, key)
			}
			expires, err := time.Parse(time.RFC3339, fmt.Sprint(result["expires_at"]))
			if left := time.Until(expires); err != nil || left < 23*time.Hour || left > 25*time.Hour {
				t.Errorf("got expires_at %v, want a day from now: %v", result["expires_at"], err)
			}
			closeIt()
			acctest.Equal(t, "requests", s.Counters().Total(), 1)
			s.ResetCounters()
		}
		s.wantADB(acctest.InstanceA, true)
	}
}

// Resources and ephemeral resources wait for each other's changes of an instance: of
// several that enable ADB, only the first one does.
func TestADBConnectionLocksTheInstance(t *testing.T) {
	t.Parallel()
	s := newSession(t, simulator.Options{TaskTime: 100 * time.Millisecond}, nil)
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() { s.mustOpen(adbConnection, object{"pad_code": acctest.InstanceA, "enable": true}) })
	}
	all.Wait()
	acctest.Equal(t, "requests that enable ADB", s.Counters().Requests["/openapi/open/pad/openOnlineAdb"], 1)
	acctest.Equal(t, "overlapping changes", s.Counters().Overlaps, 0)
}

// Without enable, the connection is requested only if the API shows that ADB is
// enabled. Nothing is changed, so read_only allows it.
func TestADBConnectionWithoutEnable(t *testing.T) {
	t.Parallel()
	s := newSession(t, simulator.Options{}, object{"read_only": true})
	on := true
	if err := s.Drift([]string{acctest.InstanceA}, simulator.DriftSet{ADB: &on}); err != nil {
		t.Fatal(err)
	}
	result, _ := s.mustOpen(adbConnection, object{"pad_code": acctest.InstanceA})
	acctest.Equal(t, "key", result["key"], any("simulated-key-1"))
	acctest.Equal(t, "requests for a connection", s.requests("pad/adb"), 1)
	s.failOpen(adbConnection, object{"pad_code": acctest.InstanceB, "enable": false}, "enable", "ADB is not enabled", acctest.InstanceB, "armcloud_instance_adb", "set enable to true")
	s.failOpen(adbConnection, object{"pad_code": acctest.InstanceB, "enable": true}, "enable", "read_only", acctest.InstanceB)
	s.failOpen(adbConnection, object{"pad_code": "AC32019999999"}, "pad_code", "does not have this instance", "AC32019999999")
	acctest.Equal(t, "requests for a connection", s.requests("pad/adb"), 0)
	s.wantADB(acctest.InstanceB, false)

	old := newSession(t, simulator.Options{Level: simulator.Level2024}, nil)
	if err := old.Drift([]string{acctest.InstanceB}, simulator.DriftSet{ADB: &on}); err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
		old.failOpen(adbConnection, object{"pad_code": code}, "enable", "does not return whether ADB is enabled", code, "Set enable to true")
	}
	acctest.Equal(t, "requests for a connection", old.requests("pad/adb"), 0)
	old.wantADB(acctest.InstanceA, false)
	old.wantADB(acctest.InstanceB, true)
}

// A connection that the API has not completed yet is requested again.
func TestADBConnectionThatIsCompletedLater(t *testing.T) {
	t.Parallel()
	s := newSession(t, simulator.Options{}, nil)
	on := true
	if err := s.Drift([]string{acctest.InstanceA}, simulator.DriftSet{ADB: &on}); err != nil {
		t.Fatal(err)
	}
	if err := s.AddFault(simulator.Fault{
		Path: "pad/adb", Kind: simulator.FaultBody, Times: 3,
		Message: `{"code":200,"msg":"success","data":{"padCode":"AC32010000001","command":"ssh x","enable":true,"key":"","adb":null}}`,
	}); err != nil {
		t.Fatal(err)
	}
	result, _ := s.mustOpen(adbConnection, object{"pad_code": acctest.InstanceA, "enable": true})
	acctest.Equal(t, "key", result["key"], any("simulated-key-1"))
	acctest.Equal(t, "requests", s.requests("pad/adb"), 4)
}

// An instance that is offline is an error, and so are a task that fails and a refusal.
func TestADBConnectionFailures(t *testing.T) {
	t.Parallel()
	s := newSession(t, simulator.Options{}, object{"online_timeout": "100ms"})
	config := object{"pad_code": acctest.InstanceB, "enable": true}
	if err := s.SetOnline([]string{acctest.InstanceB}, false); err != nil {
		t.Fatal(err)
	}
	s.failOpen(adbConnection, config, "pad_code", "Unable to get the ADB connection", "offline", acctest.InstanceB)
	if err := s.SetOnline([]string{acctest.InstanceB}, true); err != nil {
		t.Fatal(err)
	}
	if err := s.AddFault(simulator.Fault{Path: "openOnlineAdb", Kind: simulator.FaultTaskFail, Message: "no such port", Times: 1}); err != nil {
		t.Fatal(err)
	}
	s.failOpen(adbConnection, config, "pad_code", "no such port", acctest.InstanceB)
	if err := s.AddFault(simulator.Fault{Path: "pad/adb", Kind: simulator.FaultReject, PadCode: acctest.InstanceB, Code: 110042, Times: 1}); err != nil {
		t.Fatal(err)
	}
	s.failOpen(adbConnection, config, "pad_code", "110042", acctest.InstanceB)
	s.wantADB(acctest.InstanceB, false)
	s.mustOpen(adbConnection, config)
	s.wantADB(acctest.InstanceB, true)
}
