package engine

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"
)

// terraformRun is an apply of one setting of each instance by a simulated Terraform with
// its default parallelism. Tasks take a second.
type terraformRun struct {
	instances int
	batchSize int
	jitter    float64 // of the tasks
	// unregistered is true if the callers are not registered.
	unregistered bool
}

// terraformResult is what the apply has cost.
type terraformResult struct {
	took                    time.Duration
	submits, queries, reads int
}

const parallelism = 10

// core is how long Terraform itself is busy with each resource, one at a time.
const core = 5 * time.Millisecond

// apply runs the apply.
func (r terraformRun) apply(t *testing.T) (result terraformResult) {
	t.Helper()
	bubble(t, func(t *testing.T) {
		a := newAccount(r.instances)
		a.latency, a.ahead = 20*time.Millisecond, time.Hour
		random := rand.New(rand.NewPCG(1, 2))
		a.lengthOf = func(int64) time.Duration {
			return time.Duration((1 - r.jitter + 2*r.jitter*random.Float64()) * float64(time.Second))
		}
		e := New(a, Options{BatchSize: r.batchSize})
		began := time.Now()
		free := make(chan struct{}, 1) // with a mutex, synthetic time would stop
		noErrors(t, atMost(parallelism, a.instances, func(code string) error {
			free <- struct{}{}
			time.Sleep(core)
			<-free
			return r.resource(t.Context(), e, code)
		}))
		result = terraformResult{took: time.Since(began), submits: len(a.batches), queries: len(a.queries), reads: a.requests()}
	})
	t.Logf("%+v: %+v", r, result)
	return result
}

// resource does what the create of a single setting does.
func (r terraformRun) resource(ctx context.Context, e *Engine, code string) error {
	if !r.unregistered {
		registered, end := e.Begin(ctx)
		defer end()
		ctx = registered
	}
	unlock, err := e.Lock(ctx, code)
	if err != nil {
		return err
	}
	defer unlock()
	if err := e.AwaitRunning(ctx, code); err != nil {
		return err
	}
	if _, err := e.Run(ctx, code, setIt, json.RawMessage(`{}`)); err != nil {
		return err
	}
	_, err = e.Details(ctx, []string{code})
	return err
}

// At Terraform's default parallelism, ten changes share each request, and a batch is sent
// once all ten wait for it. So 200 changes with tasks of a second take less than 27 s,
// and a thousand less than 150 s, about as long as without batches. If tasks take
// different times, each batch waits for the longest of ten. The limits leave room for
// other orders of the callers.
func TestTerraformWithDefaultParallelism(t *testing.T) {
	for _, c := range []struct {
		instances int
		jitter    float64
		most      time.Duration
	}{{200, 0, 27 * time.Second}, {200, 0.2, 29 * time.Second}, {1000, 0.2, 150 * time.Second}} {
		run := terraformRun{instances: c.instances, jitter: c.jitter}
		got := run.apply(t)
		if submits := c.instances / 8; got.took > c.most || got.submits > submits {
			t.Errorf("%d instances: got %s and %d submits, want at most %s and %d", c.instances, got.took, got.submits, c.most, submits)
		}
		if requests := got.submits + got.queries + got.reads; requests > c.instances {
			t.Errorf("%d instances: got %d requests, want at most as many as instances", c.instances, requests)
		}
		if got.queries > 3*got.submits {
			t.Errorf("%d instances: got %d task queries of %d batches, want at most 3 for each", c.instances, got.queries, got.submits)
		}
		run.batchSize = 1
		if single := run.apply(t); got.took > single.took*110/100 || got.submits+got.queries+got.reads > (single.submits+single.queries+single.reads)/4 {
			t.Errorf("%d instances: got %+v, want at most 10%% more time and a quarter of the requests without batches, %+v", c.instances, got, single)
		}
		run.batchSize, run.unregistered = 0, true
		if unregistered := run.apply(t); unregistered.took < got.took+time.Duration(got.submits)*50*time.Millisecond {
			t.Errorf("control: %d instances: got %s if no caller is registered, want longer than %s", c.instances, unregistered.took, got.took)
		}
	}
}
