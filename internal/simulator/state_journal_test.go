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

// Whatever was answered before a kill is there after it: tasks go on, effects
// happen, the account keeps its instances; and it is there after a second start too,
// when it comes from the short form of the file.
func TestStateSurvivesAKill(t *testing.T) {
	file := stateFile(t)
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.StateFile, o.Instances, o.Seed = file, 20, 3
		s := newSimulator(t, o)
		done := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		<-time.After(20 * time.Second)
		must(t, s.SetOnline([]string{two}, false))
		waits := s.submitOne(t, padPath+"setSpeed", body(`"upBandwidth":3,"downBandwidth":4`, two))
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
				t.Errorf("%s start: phones %s", start, codes)
			}
			if got := s.instanceState(t, one).TimeZone; got != "Asia/Tokyo" {
				t.Errorf("%s start: time zone %s", start, got)
			}
			if got := s.instanceState(t, "AC32010000004").Proxy.Port; got != 9 {
				t.Errorf("%s start: proxy port %d", start, got)
			}
			if start == "first" {
				s.expectStatus(t, waits, taskPending)
				must(t, s.Close())
			}
		}
		must(t, s.SetOnline([]string{two}, true))
		<-time.After(20 * time.Second)
		s.expectStatus(t, waits, taskDone)
		if got := s.instanceState(t, two).Bandwidth; got != (Bandwidth{3, 4}) {
			t.Errorf("bandwidth %v", got)
		}
		if next := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one)); next != restarts+1 {
			t.Errorf("the next task is %d, want %d", next, restarts+1)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A last line that was cut off by a kill was never answered for and is
// dropped; anything else that is wrong is an error that names the file.
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
		"whole":               {whole, true},
		"snapshot alone":      {first + "\n", true},
		"last line cut off":   {whole + `{"at":"2025`, true},
		"line of nonsense":    {whole + "nonsense\n", false},
		"snapshot cut off":    {first[:len(first)/2], false},
		"empty":               {"", false},
		"another version":     {`{"version":99}` + "\n", false},
		"figures out of line": {`{"version":1,"planned":-1}` + "\n", false},
		"unknown phone":       {whole + `{"kind":"online","pads":["x"]}` + "\n", false},
		"unknown event":       {whole + `{"kind":"x","pads":["` + one + `"]}` + "\n", false},
		"image of nothing":    {whole + `{"kind":"image"}` + "\n", false},
		"upload of nothing":   {whole + `{"kind":"upload","uploads":[{"kind":"app"}]}` + "\n", false},
		"no upload":           {whole + `{"kind":"upload","uploads":[null]}` + "\n", false},
		"upload of a phone":   {whole + `{"kind":"upload","uploads":[{"kind":"phone"}]}` + "\n", false},
		"forgetting nothing":  {whole + `{"kind":"forget"}` + "\n", false},
		"act of nothing":      {whole + `{"kind":"act","pads":["` + one + `"]}` + "\n", false},
		"drift of nothing":    {whole + `{"kind":"drift","pads":["` + one + `"]}` + "\n", false},
	}
	for name, c := range cases {
		file := stateFile(t)
		must(t, os.WriteFile(file, []byte(c.text), 0o600))
		s, err := New(Options{StateFile: file})
		if (err == nil) != c.good {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && !strings.Contains(err.Error(), file) {
			t.Errorf("%s: the error does not name the file: %v", name, err)
		}
		if s != nil {
			must(t, s.Close())
		}
	}
}

// The file does not grow for ever: after many events it is written in its
// short form, which loses nothing.
func TestStateFileIsShortened(t *testing.T) {
	file := stateFile(t)
	s := newSimulator(t, Options{StateFile: file})
	for range compactAfter + 3 {
		must(t, s.Drift([]string{one}, DriftSet{Bandwidth: &Bandwidth{1, 2}}))
	}
	text, err := os.ReadFile(file)
	must(t, err)
	if lines := strings.Count(string(text), "\n"); lines != 4 {
		t.Errorf("%d lines, want a snapshot and 3 events", lines)
	}
	must(t, s.Kill())
	s = newSimulator(t, Options{StateFile: file})
	if got := s.instanceState(t, one).Bandwidth; got != (Bandwidth{1, 2}) {
		t.Errorf("bandwidth %v", got)
	}
}

// Without a state file nothing is written, and a file that cannot be written
// is an error at the start.
func TestStateFileThatCannotBeWritten(t *testing.T) {
	if _, err := New(Options{StateFile: filepath.Join(t.TempDir(), "missing", "state.json")}); err == nil {
		t.Error("a state file in a folder that does not exist is accepted")
	}
}

// Options out of range are refused, each with words about itself.
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
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// A file from before instances kept a language gives them the usual one.
func TestStateFileFromBeforeLanguages(t *testing.T) {
	file := stateFile(t)
	text := `{"version":1,"seed":1,"planned":2,"last":2,"nextTask":760000001,"phones":[
		{"number":1,"status":10,"online":true,"image":"img-x","set":{"time_zone":"Asia/Tokyo"},"free":"2025-01-02T03:04:05Z"}]}`
	must(t, os.WriteFile(file, []byte(strings.Join(strings.Fields(text), "")+"\n"), 0o600))
	s := newSimulator(t, Options{StateFile: file})
	if now := s.instanceState(t, one); now.Language != defaultLanguage || now.Country != defaultCountry || now.TimeZone != "Asia/Tokyo" {
		t.Errorf("the phone is %+v", now)
	}
}
