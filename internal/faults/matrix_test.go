package faults

import (
	"math/rand/v2"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"
)

// unit is an operation on something that the provider offers. Its trials differ in the
// fault and in the endpoint.
type unit struct {
	kind, typeName, operation string
	name                      string
	// trials runs the operation without faults and returns its trials.
	trials func(t *testing.T) []trial
}

// trial is an operation with a fault.
type trial struct {
	name  string
	fault fault
	run   func(t *testing.T) outcome
}

// allUnits returns all units.
func allUnits() []unit { return slices.Concat(resourceUnits(), callUnits()) }

// result is an outcome with its trial.
type result struct {
	unit
	trial trial
	outcome
}

// runUnits runs trials of units, at most each of one, and calls done for each that the
// fault has hit. A random source selects the trials.
func runUnits(t *testing.T, units []unit, each int, random *rand.Rand, done func(result)) {
	type job struct {
		unit
		random *rand.Rand
	}
	var jobs []job
	for _, u := range units {
		jobs = append(jobs, job{u, rand.New(rand.NewPCG(random.Uint64(), 0))})
	}
	only := regexp.MustCompile(os.Getenv("FAULTS_CASE"))
	var mu sync.Mutex
	work := make(chan job)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for j := range work {
				all := j.unit.trials(t)
				j.random.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
				ran := 0
				for _, x := range all {
					if ran == each {
						break
					}
					if !only.MatchString(j.unit.name + "/" + x.name) {
						continue
					}
					if o := x.run(t); o.fired {
						ran++
						mu.Lock()
						done(result{j.unit, x, o})
						mu.Unlock()
					}
				}
			}
		})
	}
	for _, j := range jobs {
		work <- j
	}
	close(work)
	workers.Wait()
}

// number returns a number in the environment, or a default.
func number(variable string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return n
	}
	return otherwise
}
