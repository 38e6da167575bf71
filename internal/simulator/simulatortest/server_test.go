package simulatortest

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

func reachable(t *testing.T, url string) bool {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/_simulator/counters", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	if err := answer.Body.Close(); err != nil {
		t.Error(err)
	}
	return answer.StatusCode == http.StatusOK
}

// A killed server cannot be reached; a new start has the same address and the
// same account.
func TestKillAndRestart(t *testing.T) {
	s := Start(t, simulator.Options{StateFile: filepath.Join(t.TempDir(), "state")})
	code := s.PadCodes()[0]
	zone := "Asia/Tokyo"
	if err := s.Drift([]string{code}, simulator.DriftSet{TimeZone: &zone}); err != nil {
		t.Fatal(err)
	}
	before := s.URL
	if !reachable(t, before) {
		t.Fatal("the server cannot be reached")
	}
	s.Kill()
	if reachable(t, before) {
		t.Error("a killed server answers")
	}
	s.Restart()
	if s.URL != before || !reachable(t, before) {
		t.Errorf("after the restart the server is at %s, was at %s", s.URL, before)
	}
	if state, found := s.Instance(code); !found || state.TimeZone != zone {
		t.Errorf("after the restart: %+v", state)
	}
}

// The server ends with its test, also while a call hangs.
func TestServerEndsWithItsTest(t *testing.T) {
	url := ""
	t.Run("serving", func(t *testing.T) {
		s := Start(t, simulator.Options{})
		url = s.URL
		if !reachable(t, url) {
			t.Error("the server cannot be reached")
		}
	})
	if reachable(t, url) {
		t.Error("the server outlives its test")
	}
}

// Env names the server and the keys that it accepts.
func TestEnv(t *testing.T) {
	s := Start(t, simulator.Options{SecretKey: "own"})
	s.Env(t)
	for name, want := range map[string]string{
		"ARMCLOUD_ENDPOINT": s.URL, "ARMCLOUD_ACCESS_KEY": simulator.DefaultAccessKey, "ARMCLOUD_SECRET_KEY": "own",
	} {
		if got := os.Getenv(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
