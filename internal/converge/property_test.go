package converge_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
)

// Random sequences of configurations, faults, kills, drift, rotated keys,
// untainted, replaced, imported and removed objects of two resources of one
// instance. See checkClaims, check, loseErasure and finish for what must hold.
//
// CONVERGE_SEQUENCES sets their number, CONVERGE_SEED the first seed.
func TestRandomSequences(t *testing.T) {
	first, count := number("CONVERGE_SEED", 1), number("CONVERGE_SEQUENCES", 2_000)
	t.Logf("seeds %d to %d", first, first+count-1)
	shards := min(runtime.GOMAXPROCS(0), count)
	for shard := range shards {
		t.Run(fmt.Sprint("shard ", shard), func(t *testing.T) {
			t.Parallel()
			for seed := first + shard; seed < first+count; seed += shards {
				if problem, _ := runSequence(t, seed, false); problem != "" {
					again, log := runSequence(t, seed, true)
					t.Fatalf("CONVERGE_SEED=%d CONVERGE_SEQUENCES=1: %s\nagain: %s\n%s", seed, problem, again, log)
				}
			}
		})
	}
}

// runSequence returns what is wrong with a sequence, and its log.
func runSequence(t *testing.T, seed int, logs bool) (problem, log string) {
	synctest.Test(t, func(t *testing.T) {
		s := newSequence(seed)
		s.logs = logs
		problem = s.run(t.Context())
		log = strings.Join(s.log, "\n")
	})
	return problem, log
}

func number(variable string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return n
	}
	return otherwise
}

// sequence is one random sequence.
type sequence struct {
	random    *rand.Rand
	model     *convergetest.Model
	resources []*resource
	// objects counts the objects so far.
	objects int
	// keys is the index of the key pair.
	keys int
	// doubts are settings of which a resource may know less than the instance has,
	// because a process was killed, or because of what a plan has warned of. They
	// end when the resource sends or undoes the setting.
	doubts map[*resource]map[string]bool
	// leftovers are settings that may stay, because that was reported or requested.
	leftovers map[string]bool
	// killedWith are settings that a process may have set before it was killed.
	killedWith map[string]bool
	// setters are the resources that have sent a setting last.
	setters map[string]setter
	// problem is what must not have happened.
	problem string
	// drifted is true until a refresh of all resources has shown that the instance was
	// changed.
	drifted bool
	// alone is true if there is only the first resource.
	alone bool
	// restarts is true if properties ask for a restart.
	restarts bool
	logs     bool
	log      []string
}

// setter is a resource that has sent a value; see identify.
type setter struct {
	*resource
	value string
}

func newSequence(seed int) *sequence {
	random := rand.New(rand.NewPCG(uint64(seed), 1))
	s := &sequence{
		random: random, model: convergetest.NewModel(random),
		setters: map[string]setter{}, doubts: map[*resource]map[string]bool{}, leftovers: map[string]bool{}, killedWith: map[string]bool{},
	}
	for _, typeName := range []string{"armcloud_instance", "armcloud_fleet"} {
		r := &resource{typeName: typeName, owed: -1}
		s.resources = append(s.resources, r)
		s.doubts[r] = map[string]bool{}
	}
	return s
}

func (s *sequence) run(ctx context.Context) (problem string) {
	s.model.Faults, s.model.ShowsProperties = true, s.chance(2)
	s.alone, s.restarts = s.chance(3), !s.chance(4)
	for range 2 + s.random.IntN(4) {
		for range 1 + s.random.IntN(3) {
			r := s.resources[0]
			if !s.alone && s.chance(3) {
				r = s.resources[1]
			}
			s.change(r)
		}
		if problem := s.apply(ctx); problem != "" {
			return problem
		}
		if s.chance(3) {
			<-time.After(time.Duration(s.random.IntN(30)) * time.Minute)
		}
	}
	if s.chance(3) {
		if problem := s.loseErasure(ctx); problem != "" {
			return problem
		}
	}
	return s.finish(ctx)
}

// apply is one apply with random options.
func (s *sequence) apply(ctx context.Context) (problem string) {
	r := &run{sequence: s, refresh: s.drifted || !s.chance(4), inTurn: s.chance(4), targets: s.resources}
	if s.chance(6) {
		r.targets = s.resources[:1]
	} else if s.chance(6) {
		r.targets = s.resources[1:]
	}
	for range r.targets {
		r.timeouts = append(r.timeouts, []time.Duration{10 * time.Minute, 10 * time.Minute, 45 * time.Minute}[s.random.IntN(3)])
		r.starts = append(r.starts, time.Duration(s.random.IntN(8_000))*time.Millisecond+time.Nanosecond)
	}
	switch s.random.IntN(10) {
	case 0, 1:
		r.stop, r.killed = &convergetest.Stop{After: s.random.IntN(5), Unsent: s.chance(2)}, true
	case 2:
		r.stop = &convergetest.Stop{After: s.random.IntN(5), Unsent: s.chance(2)}
	}
	s.logf("apply: refresh %v, in turn %v, targets %d, timeouts %v, starts %v, stop %+v, killed %v", r.refresh, r.inTurn, len(r.targets), r.timeouts, r.starts, r.stop, r.killed)
	if problem := r.do(ctx); problem != "" {
		return problem
	}
	r.learn()
	return s.check()
}

func (s *sequence) newObject() *object {
	s.objects++
	o := &object{values: map[string]converge.Value{}, Sent: map[string]int64{}}
	o.Owner, o.Salt = fmt.Sprint(s.objects), "salt"
	o.Secrets = map[string]ownership.Secret{}
	return o
}

// chance is true once in n times.
func (s *sequence) chance(n int) bool { return s.random.IntN(n) == 0 }

// logf logs an event if the sequence is run again after a failure.
func (s *sequence) logf(format string, args ...any) {
	if s.logs {
		s.log = append(s.log, fmt.Sprintf(format, args...))
	}
}
