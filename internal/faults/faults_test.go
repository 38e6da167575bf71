package faults

import (
	"math/rand/v2"
	"os"
	"testing"
)

// With each fault, errors say what failed, on what, and what to do. After it, one apply
// makes the account as the configuration says, and nothing was done twice that must not
// be.
//
// By default, a small sample runs. FAULTS=all runs everything, FAULTS=20 at most 20
// trials of each operation. FAULTS_SEED is another seed, and FAULTS_CASE a regular expression
// for the names of trials.
func TestFaults(t *testing.T) {
	t.Parallel()
	seed := number("FAULTS_SEED", 20261126)
	random := rand.New(rand.NewPCG(uint64(seed), 0))
	units, each := allUnits(), 2
	random.Shuffle(len(units), func(a, b int) { units[a], units[b] = units[b], units[a] })
	switch how := os.Getenv("FAULTS"); {
	case how == "all":
		each = -1
	case how != "":
		each = number("FAULTS", each)
	case os.Getenv("FAULTS_CASE") != "":
		each = -1
	default:
		units = units[:10]
	}
	var r report
	runUnits(t, units, each, random, func(got result) {
		r.add(got)
		for _, problem := range got.problems {
			t.Errorf("FAULTS_SEED=%d FAULTS_CASE='%s': %s", seed, exactly(got.unit.name+"/"+got.trial.name), problem)
		}
	})
	t.Logf("seed %d: %d trials of %d operations, %d with errors, %d went wrong", seed, r.trials, len(units), r.failed, r.wrong)
	if path := os.Getenv("FAULTS_REPORT"); path != "" {
		r.write(t, path, seed, len(units))
	}
}
