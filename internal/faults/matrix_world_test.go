package faults

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Times of the simulated account. Most tasks take seconds, as in the real service.
const (
	taskTime    = 5 * time.Second
	restartTime = time.Minute
	// pause is the time from a run with a fault to the next run.
	pause = 20 * time.Second
)

// levels are the API levels.
var levels = []string{simulator.LevelCurrent, simulator.Level2024}

// world is an account and a workspace in a bubble.
type world struct {
	t         *testing.T
	network   *network
	account   *account
	workspace *terraform
}

// inWorld runs f with a new account of ten instances, in synthetic time.
func inWorld(t *testing.T, level string, f func(w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		n := connect(t, simulator.Options{Instances: 10, Level: level, TaskTime: taskTime, RestartTime: restartTime})
		defer n.close()
		f(&world{t: t, network: n, account: &account{n.Simulator}, workspace: newTerraform(t, n)})
	})
}

// levelsOf returns the API levels that a case runs at.
func levelsOf(level string) []string {
	if level == "" {
		return levels
	}
	return []string{level}
}

// resourceCases returns the cases of all resources.
func resourceCases() []resourceCase { return slices.Concat(settingCases, instanceCases, accountCases) }
