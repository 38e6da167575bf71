package fleet

import (
	"errors"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// Sending a phone what it has had is a repair, whether it drifted or all is
// sent again; giving it what the configuration newly says is none, however
// often that fails before it succeeds.
func TestFleetTellsRepairsFromChanges(t *testing.T) {
	imageOf := func(id string) profile { return profile{"image": setting.Image{ImageID: id, WipeData: true}} }
	profiles := map[string]profile{"old": imageOf("img-1"), "new": imageOf("img-2")}
	of := func(was, want string, notes map[string]instanceNote) *applier {
		model := func(name string) model {
			return model{phones: map[string]string{"p": name}, profiles: profiles}
		}
		return fleetOf(model(was), model(want), notes)
	}
	job := func(a *applier) converge.Job { return a.job("p", a.desired.phones["p"]) }
	repair := func(a *applier) bool {
		t.Helper()
		job := job(a)
		if len(job.Set) != 1 {
			t.Fatalf("the job sets %d settings, want the image alone", len(job.Set))
		}
		return job.Set[0].Repair
	}
	failure := converge.Outcome{PadCode: "p", Errors: []*converge.Error{{PadCode: "p", Action: "set it", Setting: "image", Err: errors.New("boom")}}}
	tried := failure
	tried.Attempted = []string{"image"}

	drifted := map[string]instanceNote{"p": {Profile: "old", Has: map[string]string{"image": ""}}}
	if !repair(of("old", "old", drifted)) {
		t.Error("a phone that drifted from its profile: no repair")
	}
	if repair(of("old", "new", drifted)) {
		t.Error("a phone that drifted and then gets another profile: a repair")
	}
	again := of("old", "old", nil)
	again.resendAll = true
	if !repair(again) {
		t.Error("all settings sent again: no repair")
	}
	if repair(of("old", "new", nil)) {
		t.Error("another profile: a repair")
	}

	// What follows a change that failed is still that change.
	for what, outcomes := range map[string][]converge.Outcome{
		"once": {tried}, "then offline": {tried, failure}, "twice": {tried, tried},
	} {
		a := of("old", "new", nil)
		for _, outcome := range outcomes {
			a.applyOutcome(map[string]string{}, job(a), outcome)
			a = of("new", "new", a.record.Notes)
		}
		if repair(a) {
			t.Errorf("a change that failed %s: a repair", what)
		}
	}
	// A repair that failed is still that repair.
	a := of("old", "old", drifted)
	a.applyOutcome(map[string]string{}, job(a), tried)
	if !repair(of("old", "old", a.record.Notes)) {
		t.Error("a repair that failed: no repair")
	}
	// A look at a phone that never got the new value makes no repair of it.
	waiting := of("old", "new", nil)
	waiting.applyOutcome(map[string]string{}, job(waiting), failure)
	waiting = of("new", "new", waiting.record.Notes)
	look := &refresh{state: waiting.current.state, record: &waiting.record, current: waiting.current, confirmed: map[string]map[string]bool{}}
	image := job(waiting).Set[0].Setting
	look.applyObservation("p", converge.InstanceObservation{Observations: []converge.Observation{{Setting: image, Value: setting.Image{ImageID: "img-1"}, Drifted: true}}})
	if repair(of("new", "new", waiting.record.Notes)) {
		t.Error("a change that never reached the phone, then a refresh: a repair")
	}
}
