package fleet

import (
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// Percentages are rounded up, and max_unavailable is at least 1.
func TestAmountOfAFleet(t *testing.T) {
	for _, c := range []struct {
		text              string
		size, least, want int
	}{
		{"10", 5, 1, 10}, {"10%", 10_000, 1, 1000}, {"10%", 11, 1, 2}, {"1%", 5, 1, 1}, {"100%", 7, 1, 7}, {"0", 7, 0, 0}, {"0%", 7, 0, 0}, {"1%", 7, 0, 1}, {"50%", 0, 1, 1},
	} {
		a, err := parseAmount(c.text, c.least)
		if got := a.of(c.size, c.least); err != nil || got != c.want {
			t.Errorf("%s of %d: got %d and error %v, want %d", c.text, c.size, got, err, c.want)
		}
	}
	for _, text := range []string{"", " 1", "+1", "-1", "1.5", "1%%", "%", "101%", "1e3", "٣", "9999999999999999999999"} {
		if a, err := parseAmount(text, 0); err == nil {
			t.Errorf("%q: got %+v, want an error", text, a)
		}
	}
}

// An estimate needs to know all changes. It counts the waves and the pauses in between.
func TestEstimateOfARollout(t *testing.T) {
	image := settings(map[string]converge.Value{"image": setting.Image{ImageID: "img-1"}}).desired()
	orders := []converge.Order{{PadCode: "a", Desired: image}, {PadCode: "b", Restart: true}}
	x := experience{took: map[string]int64{"image": 60_000, "restart": 20_000}}
	if got, known := estimate(orders, x.of, 5, 10*time.Second); !known || got != 340*time.Second || x.ofTasks {
		t.Errorf("got %s, known %v, want 5m40s", got, known)
	}
	none := experience{took: map[string]int64{"image": 60_000}, byType: map[int64]int64{}, batches: func(int64) []armcloud.TaskBatch { return nil }}
	if got, known := estimate(orders, none.of, 5, 0); known {
		t.Errorf("got %s, want no estimate without a known restart", got)
	}
}

// What the fleet has not recorded follows from the tasks of the account: the mean over
// the batches of the slowest task that has succeeded. They are read once for each type.
func TestExperienceOfTheAccount(t *testing.T) {
	var asked []int64
	x := experience{byType: map[int64]int64{}, batches: func(taskType int64) []armcloud.TaskBatch {
		asked = append(asked, taskType)
		task := func(end int64, status armcloud.TaskStatus) armcloud.Task {
			return armcloud.Task{EndTime: end, Status: status}
		}
		batches := []armcloud.TaskBatch{
			{CreatedAt: 1000, Tasks: []armcloud.Task{task(3000, armcloud.TaskDone), task(5000, armcloud.TaskDone), task(90_000, armcloud.TaskFailed)}},
			{CreatedAt: 1000, Tasks: []armcloud.Task{task(3000, armcloud.TaskDone)}},
			{CreatedAt: 1000, Tasks: []armcloud.Task{task(0, armcloud.TaskRunning)}},
			{Tasks: []armcloud.Task{task(1_700_000_000_000, armcloud.TaskDone)}},
		}
		if taskType == imageTasks {
			return batches
		}
		return batches[1:2]
	}}
	for kind, want := range map[string]int64{"image": 3000, "restart": 2000, "image+restart": 5000, "properties": 2000} {
		if got, known := x.of(kind); !known || got != want {
			t.Errorf("%s: got %d, known %v, want %d", kind, got, known, want)
		}
	}
	if len(asked) != 2 {
		t.Errorf("got queries of the types %v, want one for each of two", asked)
	}
}

// The record learns the mean over the waves of the slowest instance, and forgets nothing
// of other changes. Failures teach nothing.
func TestRecordTook(t *testing.T) {
	a := fleetOf(model{}, model{}, nil)
	a.record.Took = map[string]int64{"image": 7}
	restart := func(wave int, took time.Duration, errs ...*converge.Error) converge.Report {
		return converge.Report{Job: converge.Job{Restart: true}, Wave: wave, Took: took, Outcome: converge.Outcome{Errors: errs}}
	}
	a.recordTook([]converge.Report{restart(1, time.Second), restart(1, 3*time.Second), restart(2, 5*time.Second), restart(2, time.Hour, &converge.Error{}), {Took: time.Hour}})
	if a.record.Took["restart"] != 4000 || a.record.Took["image"] != 7 || len(a.record.Took) != 2 {
		t.Errorf("got %v, want 4000 of a restart and 7 of an image", a.record.Took)
	}
}

// An instance that is offline was skipped, unless the rollout has taken it out of
// service.
func TestJudgeOfARollout(t *testing.T) {
	offline := []*converge.Error{{PadCode: "p", Action: "set it", Err: &engine.OfflineError{PadCode: "p"}}}
	a := fleetOf(model{}, model{phones: map[string]string{"p": "kiosk"}}, nil)
	for name, c := range map[string]struct {
		skipping bool
		out      converge.Outcome
		want     converge.JobEnd
	}{
		"well":                   {true, converge.Outcome{Rebooted: true}, converge.EndedWell},
		"offline":                {false, converge.Outcome{Errors: offline}, converge.EndedFailed},
		"offline, skipped":       {true, converge.Outcome{Errors: offline}, converge.EndedSkipped},
		"offline after a change": {true, converge.Outcome{Errors: offline, Rebooted: true}, converge.EndedFailed},
	} {
		a.skipping = c.skipping
		if got := a.judge(converge.Report{PadCode: "p", Outcome: c.out}); got != c.want {
			t.Errorf("%s: got %d, want %d", name, got, c.want)
		}
	}
}

// A rollout that goes on takes no canaries from profiles with which they have passed,
// unless the profile or the triggers have changed. Instances that leave are none.
func TestCanariesThatHavePassed(t *testing.T) {
	before := settings(map[string]converge.Value{"time_zone": zoneOf("UTC")})
	after := settings(map[string]converge.Value{"time_zone": zoneOf("Asia/Tokyo")})
	for name, c := range map[string]struct {
		code            string
		profile         profile
		passed          passedProfiles
		resend, restart bool
		want            bool
	}{
		"passed":           {"p", before, passedProfiles{"kiosk": digestOf(before)}, false, false, true},
		"not passed":       {"p", before, nil, false, false, false},
		"other profile":    {"p", before, passedProfiles{"other": digestOf(before)}, false, false, false},
		"profile changed":  {"p", after, passedProfiles{"kiosk": digestOf(before)}, false, false, false},
		"triggers changed": {"p", before, passedProfiles{"kiosk": digestOf(before)}, true, false, false},
		"restarts anew":    {"p", before, passedProfiles{"kiosk": digestOf(before)}, false, true, false},
		"leaves":           {"q", before, nil, false, false, true},
	} {
		a := fleetOf(model{}, model{phones: map[string]string{"p": "kiosk"}, profiles: map[string]profile{"kiosk": c.profile}}, nil)
		a.current.canariesPassed, a.resendAll, a.restartAll = c.passed, c.resend, c.restart
		if got := a.needsNoCanary(c.code); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

// Texts of a plan.
func TestTextsOfARollout(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 10_000: "10,000", 1_234_567: "1,234,567"} {
		if got := grouped(n); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for d, want := range map[time.Duration]string{
		10 * time.Millisecond: "1s", 25400 * time.Millisecond: "25s", 59700 * time.Millisecond: "1m0s", 4*time.Minute + 10*time.Second: "4m", 85 * time.Minute: "1h25m", time.Hour: "1h0m",
	} {
		if got := rounded(d); got != want {
			t.Errorf("%s: got %q, want %q", d, got, want)
		}
	}
}
