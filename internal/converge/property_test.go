package converge_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// Random sequences of configurations, faults, kills, drift, refreshes,
// replacements, resets and restarts: afterwards, one apply without faults makes the
// instance equal to the configuration, nothing was erased that the configuration
// did not request anew, no two changes ran at once, and nothing stays unfinished.
//
// CONVERGE_SEQUENCES sets their number, CONVERGE_SEED the first seed.
func TestRandomSequences(t *testing.T) {
	first, count := number("CONVERGE_SEED", 1), number("CONVERGE_SEQUENCES", 2_000)
	t.Logf("seeds %d to %d", first, first+count-1)
	for seed := first; seed < first+count; seed++ {
		var problem string
		synctest.Test(t, func(t *testing.T) { problem = newSequence(seed).run(t.Context()) })
		if problem != "" {
			t.Fatalf("CONVERGE_SEED=%d CONVERGE_SEQUENCES=1: %s", seed, problem)
		}
	}
}

func number(variable string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return n
	}
	return otherwise
}

// sequence is one random sequence. What a resource keeps between runs is in
// holding, config and values.
type sequence struct {
	random  *rand.Rand
	model   *convergetest.Model
	holding converge.Holding
	// config is the configuration, and values are all values that it had, by hash.
	config map[string]converge.Value
	values map[string]converge.Value
	// allowed is how many wipes the configuration has requested so far.
	allowed int
	drifted bool
	// restarts is how often the instance had restarted when a restart was requested.
	restartRequested bool
	restarts         int
	// killed is true if the last apply was killed.
	killed bool
	// orphans are settings that a killed process may have set without a record.
	orphans map[string]bool
	log     []string
}

func newSequence(seed int) *sequence {
	random := rand.New(rand.NewPCG(uint64(seed), 1))
	return &sequence{
		random: random, model: convergetest.NewModel(random),
		config: map[string]converge.Value{}, values: map[string]converge.Value{}, orphans: map[string]bool{},
	}
}

func (s *sequence) run(ctx context.Context) (problem string) {
	s.model.Faults = true
	for range 2 + s.random.IntN(7) {
		switch s.random.IntN(10) {
		case 0, 1, 2, 3:
			s.configure()
		case 4:
			s.drift()
		case 5:
			s.refresh(ctx)
		case 6:
			s.replace()
		}
		s.apply(ctx, s.random.IntN(5) == 0)
		if problem := s.check(); problem != "" {
			return problem + s.history()
		}
		if s.random.IntN(3) == 0 {
			<-time.After(time.Duration(s.random.IntN(30)) * time.Minute)
		}
	}
	s.model.Faults = false
	if s.drifted {
		// Drift shows only while the instance is in service.
		s.model.Settle()
	}
	s.refresh(ctx)
	s.logf("holding: %s", text(s.holding))
	report := s.order(ctx, 3*time.Hour, false)
	s.holding = report.Holding
	s.logf("clean apply: set %v, undone %v, restarted %v", report.Set, report.Undone, report.Restarted)
	if report.Failed() {
		return fmt.Sprintf("the clean apply failed: %v", report.Errors) + s.history()
	}
	if problem := s.check(); problem != "" {
		return problem + s.history()
	}
	if names := s.holding.Unfinished(); len(names) > 0 {
		return fmt.Sprintf("unfinished after the clean apply: %v", names) + s.history()
	}
	if s.restartRequested && s.model.Restarts <= s.restarts {
		return "a requested restart was never carried out" + s.history()
	}
	if got, want := s.model.Settle(), s.expected(ctx); !maps.Equal(got, want) {
		return fmt.Sprintf("got %v, want %v", got, want) + s.history()
	}
	if again := s.order(ctx, time.Hour, false); again.Touched {
		return fmt.Sprintf("a second apply sent %+v", again.Job) + s.history()
	}
	return ""
}

// check returns what must not have happened.
func (s *sequence) check() string {
	switch {
	case len(s.model.Overlaps) > 0:
		return "two changes at once: " + s.model.Overlaps[0]
	case s.model.Wipes > s.allowed:
		return fmt.Sprintf("got %d wipes, want at most %d", s.model.Wipes, s.allowed)
	}
	return ""
}

// configure changes the configuration. A new image is requested with a wipe.
func (s *sequence) configure() {
	name := []string{"time_zone", "bandwidth", "proxy", "apps/com.example.a", "image", "properties"}[s.random.IntN(6)]
	ip, host := "192.0.2.7", 1000+s.random.IntN(3)
	port := int64(host)
	choices := map[string]func() converge.Value{
		"time_zone": func() converge.Value { return setting.TimeZone{Name: []string{"UTC", "Asia/Tokyo"}[s.random.IntN(2)]} },
		"bandwidth": func() converge.Value {
			return setting.Bandwidth{UploadMbps: float64(1 + s.random.IntN(3)), DownloadMbps: 5}
		},
		"proxy":              func() converge.Value { return setting.Proxy{Enabled: true, IP: &ip, Port: &port} },
		"apps/com.example.a": func() converge.Value { return setting.App{ID: int64(1 + s.random.IntN(2))} },
		"image": func() converge.Value {
			return setting.Image{ImageID: fmt.Sprint("img-", s.random.IntN(3)), WipeData: s.random.IntN(2) == 0}
		},
		"properties": func() converge.Value {
			return setting.Properties{System: map[string]string{"ro.a": fmt.Sprint(s.random.IntN(2))}, SystemPersistent: map[string]string{"ro.b": fmt.Sprint(s.random.IntN(2))}, Restart: true}
		},
	}
	before := s.config[name]
	// Settings that cannot be undone stay.
	if before != nil && s.random.IntN(3) == 0 && converge.Undoable(setting.ByName(name)) {
		delete(s.config, name)
		s.logf("remove %s", name)
		return
	}
	value := choices[name]()
	s.config[name] = value
	s.values[converge.Hash(value)] = value
	if name == "image" && converge.Hash(value) != converge.Hash(before) {
		s.allowed = s.model.Wipes + 1
		if s.holding.Settings["image"].Flight != nil {
			s.allowed++ // the upgrade under way may wipe too
		}
	}
	s.logf("configure %s = %s", name, converge.Canonical(value))
}

// drift changes the instance behind the resource, in a way that the API shows.
func (s *sequence) drift() {
	if len(s.holding.Unfinished()) > 0 || s.killed {
		return // it would destroy the only evidence of a change under way
	}
	s.logf("drift")
	s.drifted = true
	s.model.Change(func(has map[string]string) {
		delete(has, "apps/com.example.a")
		if _, flashed := has["image"]; flashed {
			has["image"] = "img-other"
		}
	})
}

// refresh observes the instance, as Read does.
func (s *sequence) refresh(ctx context.Context) {
	var expectations []converge.Expectation
	for name, e := range s.holding.Settings {
		value, known := s.values[e.Applied]
		if !known {
			value = s.config[name]
		}
		if value != nil {
			expectations = append(expectations, converge.Expectation{Setting: setting.ByName(name), Value: value, Confirmed: e.Confirmed})
		}
	}
	observed, err := converge.NewConverger(s.model.Engine(), &ledger.Ledger{}, engine.ReachPerInstance).
		Observe(ctx, map[string][]converge.Expectation{"AC1": expectations})
	if err != nil {
		panic(err)
	}
	var drifted []string
	s.holding, drifted = converge.Observed(s.holding, observed["AC1"].Observations)
	s.logf("refresh: drifted %v", drifted)
}

// replace hands the holding over to another object, through its encoding.
func (s *sequence) replace() {
	text, err := json.Marshal(s.holding)
	if err != nil {
		panic(err)
	}
	s.holding = converge.Holding{}
	if err := json.Unmarshal(text, &s.holding); err != nil {
		panic(err)
	}
	s.logf("replace")
}

// apply applies the configuration with a timeout. A kill loses what became of it.
func (s *sequence) apply(ctx context.Context, killed bool) {
	restart := s.random.IntN(8) == 0
	timeout := 10 * time.Minute
	if killed {
		timeout = time.Duration(s.random.IntN(20)) * time.Second
	}
	s.logf("apply (timeout %s, killed %v, restart %v)", timeout, killed, restart)
	if restart && !killed {
		s.model.Settle()
		s.restartRequested, s.restarts = true, s.model.Restarts
	}
	_, imageKnown := s.holding.Settings["image"]
	wipes, erasures, restarts := s.model.Wipes, s.model.Erasures, s.model.Restarts
	report := s.order(ctx, timeout, restart)
	s.killed = killed
	s.logf("  %s", text(report.Holding))
	s.logf("  set %v undone %v restarted %v awaiting %v erased %v", report.Set, report.Undone, report.Restarted, report.AwaitingRestart, report.Erased)
	s.logf("  %v", strings.Join(convergetest.Failures(report), "; "))
	if !killed {
		s.holding = report.Holding
		return
	}
	// What a killed process left running is not known to the next one, so a user has
	// to wait for it.
	s.model.Settle()
	for name := range s.config {
		if _, known := s.holding.Settings[name]; !known {
			s.orphans[name] = true
		}
	}
	s.holding.Settings = maps.Clone(s.holding.Settings)
	if e, known := s.holding.Settings["properties"]; known && s.model.Restarts > restarts {
		// Nothing shows what a restart lost, so a user has to send it again.
		s.holding.Settings["properties"] = converge.Entry{Requested: e.Requested}
	}
	for name, e := range s.holding.Settings {
		if name != "image" && e.Applied != converge.Hash(s.config[name]) {
			// Nothing shows whether the killed process had changed it.
			s.holding.Settings[name] = converge.Entry{Requested: e.Requested}
		}
	}
	if s.model.Erasures > erasures {
		// Nothing shows what else was erased either.
		for name, e := range s.holding.Settings {
			if name != "image" {
				s.holding.Settings[name] = converge.Entry{Requested: e.Requested}
			}
		}
	}
	if !imageKnown && s.model.Wipes > wipes {
		// The kill costs one repeat of what was never recorded.
		s.allowed = max(s.allowed, s.model.Wipes+1)
	}
}

func (s *sequence) order(ctx context.Context, timeout time.Duration, restart bool) converge.Report {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	order := converge.Order{PadCode: "AC1", Owner: "mine/1", Holding: s.holding, Setting: setting.ByName, Restart: restart}
	for _, name := range slices.Sorted(maps.Keys(s.config)) {
		order.Desired = append(order.Desired, converge.Desired{Setting: setting.ByName(name), Value: s.config[name]})
	}
	return converge.NewConverger(s.model.Engine(), &ledger.Ledger{}, engine.ReachPerInstance).Apply(ctx, order)
}

// expected returns what an instance has if only the configuration was ever applied.
func (s *sequence) expected(ctx context.Context) map[string]string {
	want := convergetest.NewModel(s.random)
	fresh := &sequence{random: s.random, model: want, config: s.config}
	if report := fresh.order(ctx, time.Hour, false); report.Failed() {
		panic(report.Errors[0])
	}
	has := want.Settle()
	for name, value := range s.model.Settle() {
		if _, known := has[name]; !known && (s.orphans[name] || strings.HasPrefix(name, "system/") || strings.HasPrefix(name, "persistent/")) {
			has[name] = value
		}
	}
	return has
}

func text(h converge.Holding) string {
	text, err := json.Marshal(h)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func (s *sequence) logf(format string, args ...any) {
	s.log = append(s.log, fmt.Sprintf(format, args...))
}

func (s *sequence) history() string { return "\n" + strings.Join(s.log, "\n") }
