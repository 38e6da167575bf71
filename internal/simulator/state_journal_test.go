package simulator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func stateFile(t *testing.T) string { return filepath.Join(t.TempDir(), "state.json") }

// Everything that was acknowledged before a kill survives it: tasks continue, and
// the account keeps its instances. A second start loads the compacted file.
func TestStateSurvivesAKill(t *testing.T) {
	file := stateFile(t)
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.StateFile, o.Instances, o.Seed = file, 20, 3
		s := newSimulator(t, o)
		done := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		<-time.After(20 * time.Second)
		must(t, s.SetOnline([]string{two}, false))
		waiting := s.submitOne(t, padPath+"setSpeed", body(`"upBandwidth":3,"downBandwidth":4`, two))
		must(t, s.Remove([]string{three}))
		must(t, s.Drift([]string{"AC32010000004"}, DriftSet{Proxy: &Proxy{Enabled: true, IP: "192.0.2.1", Port: 9}}))
		must(t, s.SetStatus([]string{"AC32010000005"}, statusAbnormal))
		must(t, s.AddFault(Fault{Kind: FaultTaskFail, PadCode: "AC32010000006", Message: "no luck"}))
		fails := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, "AC32010000006"))
		added, err := s.Add(1)
		must(t, err)
		restarts := s.submitOne(t, padPath+"restart", "{"+pads(added...)+"}")
		must(t, s.Kill())

		for _, start := range []string{"first", "second"} {
			s = newSimulator(t, Options{StateFile: file, TaskTime: o.TaskTime, RestartTime: o.RestartTime})
			if start == "first" {
				s.expectStatus(t, restarts, taskPending)
				<-time.After(2 * time.Minute)
			}
			s.expectStatus(t, done, taskDone)
			s.expectStatus(t, fails, taskFailed)
			s.expectStatus(t, restarts, taskDone)
			s.expectInstance(t, "AC32010000005", statusAbnormal)
			if codes := strings.Join(s.PadCodes(), " "); len(s.PadCodes()) != 20 || strings.Contains(codes, three) || !strings.Contains(codes, added[0]) {
				t.Errorf("%s start: got instances %s, want 20 without the removed one", start, codes)
			}
			if got := s.instanceState(t, one).TimeZone; got != "Asia/Tokyo" {
				t.Errorf("%s start: got time zone %s, want Asia/Tokyo", start, got)
			}
			if got := s.instanceState(t, "AC32010000004").Proxy.Port; got != 9 {
				t.Errorf("%s start: got proxy port %d, want 9", start, got)
			}
			if start == "first" {
				s.expectStatus(t, waiting, taskPending)
				must(t, s.Close())
			}
		}
		must(t, s.SetOnline([]string{two}, true))
		<-time.After(20 * time.Second)
		s.expectStatus(t, waiting, taskDone)
		if got := s.instanceState(t, two).Bandwidth; got != (Bandwidth{3, 4}) {
			t.Errorf("got bandwidth %v, want 3 and 4", got)
		}
		if next := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one)); next != restarts+1 {
			t.Errorf("got next task %d, want %d", next, restarts+1)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// An incomplete last line was never acknowledged, so it is dropped. Other damage is
// an error that names the file.
func TestDamagedStateFiles(t *testing.T) {
	whole := func() string {
		file := stateFile(t)
		s := newSimulator(t, Options{StateFile: file})
		s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		must(t, s.Kill())
		text, err := os.ReadFile(file)
		must(t, err)
		return string(text)
	}()
	first, _, _ := strings.Cut(whole, "\n")
	cases := map[string]struct {
		text string
		good bool
	}{
		"whole":                  {whole, true},
		"only a snapshot":        {first + "\n", true},
		"truncated last line":    {whole + `{"at":"2025`, true},
		"invalid line":           {whole + "nonsense\n", false},
		"truncated snapshot":     {first[:len(first)/2], false},
		"empty":                  {"", false},
		"another version":        {`{"version":99}` + "\n", false},
		"numbers out of range":   {`{"version":1,"planned":-1}` + "\n", false},
		"unknown instance":       {whole + `{"kind":"online","pads":["x"]}` + "\n", false},
		"unknown event":          {whole + `{"kind":"x","pads":["` + one + `"]}` + "\n", false},
		"image without values":   {whole + `{"kind":"image"}` + "\n", false},
		"upload without values":  {whole + `{"kind":"upload","uploads":[{"kind":"app"}]}` + "\n", false},
		"no upload":              {whole + `{"kind":"upload","uploads":[null]}` + "\n", false},
		"upload of unknown kind": {whole + `{"kind":"upload","uploads":[{"kind":"phone"}]}` + "\n", false},
		"removal without items":  {whole + `{"kind":"forget"}` + "\n", false},
		"no operation":           {whole + `{"kind":"act","pads":["` + one + `"]}` + "\n", false},
		"drift without values":   {whole + `{"kind":"drift","pads":["` + one + `"]}` + "\n", false},
	}
	for name, c := range cases {
		file := stateFile(t)
		must(t, os.WriteFile(file, []byte(c.text), 0o600))
		s, err := New(Options{StateFile: file})
		if (err == nil) != c.good {
			t.Errorf("%s: got error %v, want success %v", name, err, c.good)
		}
		if err != nil && !strings.Contains(err.Error(), file) {
			t.Errorf("%s: the error does not name the file: %v", name, err)
		}
		if s != nil {
			must(t, s.Close())
		}
	}
}

// After many events the file is compacted, which loses nothing.
func TestStateFileIsCompacted(t *testing.T) {
	file := stateFile(t)
	s := newSimulator(t, Options{StateFile: file})
	for range compactAfter + 3 {
		must(t, s.Drift([]string{one}, DriftSet{Bandwidth: &Bandwidth{1, 2}}))
	}
	text, err := os.ReadFile(file)
	must(t, err)
	if lines := strings.Count(string(text), "\n"); lines != 4 {
		t.Errorf("got %d lines, want a snapshot and 3 events", lines)
	}
	must(t, s.Kill())
	s = newSimulator(t, Options{StateFile: file})
	if got := s.instanceState(t, one).Bandwidth; got != (Bandwidth{1, 2}) {
		t.Errorf("got bandwidth %v, want 1 and 2", got)
	}
}

// A state file that cannot be written is an error of New.
func TestStateFileThatCannotBeWritten(t *testing.T) {
	if _, err := New(Options{StateFile: filepath.Join(t.TempDir(), "missing", "state.json")}); err == nil {
		t.Error("a state file in a missing directory was accepted")
	}
}

// An option out of range is refused with an error about that option.
func TestOptionsAreChecked(t *testing.T) {
	for word, o := range map[string]Options{
		"instances": {Instances: -1},
		"level":     {Level: "2023"},
		"signature": {Signatures: "v3"},
		"query":     {QueryForm: "xml"},
		"negative":  {Latency: -1},
		"jitter":    {TaskTime: 1, TaskJitter: 2},
		"rate":      {Rate: -1},
	} {
		if _, err := New(o); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%+v: got error %v, want one about %s", o, err, word)
		}
	}
}

// Instances in a file without languages get the default language.
func TestStateFileWithoutLanguages(t *testing.T) {
	file := stateFile(t)
	text := `{"version":1,"seed":1,"planned":2,"last":2,"nextTask":760000001,"phones":[
		{"number":1,"status":10,"online":true,"image":"img-x","set":{"time_zone":"Asia/Tokyo"},"free":"2025-01-02T03:04:05Z"}]}`
	must(t, os.WriteFile(file, []byte(strings.Join(strings.Fields(text), "")+"\n"), 0o600))
	s := newSimulator(t, Options{StateFile: file})
	if now := s.instanceState(t, one); now.Language != defaultLanguage || now.Country != defaultCountry || now.TimeZone != "Asia/Tokyo" {
		t.Errorf("got %+v, want the default language and time zone Asia/Tokyo", now)
	}
}
