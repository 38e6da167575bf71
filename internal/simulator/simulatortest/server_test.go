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

// A killed server cannot be reached. After Restart it has the same address and
// account.
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
		t.Error("a killed server responds")
	}
	s.Restart()
	if s.URL != before || !reachable(t, before) {
		t.Errorf("after the restart: got URL %s, want %s", s.URL, before)
	}
	if state, found := s.Instance(code); !found || state.TimeZone != zone {
		t.Errorf("after the restart: got %+v, want time zone %s", state, zone)
	}
}

// The server stops with its test, even while a request hangs.
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
		t.Error("the server responds after the end of its test")
	}
}

// Env sets the endpoint and the keys that the server accepts.
func TestEnv(t *testing.T) {
	s := Start(t, simulator.Options{SecretKey: "own"})
	s.Env(t)
	for name, want := range map[string]string{
		"ARMCLOUD_ENDPOINT": s.URL, "ARMCLOUD_ACCESS_KEY": simulator.DefaultAccessKey, "ARMCLOUD_SECRET_KEY": "own",
	} {
		if got := os.Getenv(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
