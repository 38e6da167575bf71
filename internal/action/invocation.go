package action

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// invocation is one run of an action.
type invocation struct {
	*tfkit.Data
	kind     kind
	targets  []string
	requests func(current bool) []json.RawMessage
	progress *progress

	mu      sync.Mutex
	results []result
}

// result is what became of an instance, or of a device.
type result struct {
	target string
	// device is the device of the instance if the targets are devices.
	device string
	// kind is Done if err is nil.
	kind converge.Kind
	err  error
	// note is what was done before the error, or "".
	note string
}

func newInvocation(data *tfkit.Data, k kind, targets []string, send func(message string)) *invocation {
	return &invocation{Data: data, kind: k, targets: targets, progress: &progress{
		doing: k.doing, done: k.done, total: len(targets), send: send, changed: make(chan struct{}, 1),
	}}
}

// readRequests reads what is sent to each target.
func (v *invocation) readRequests(ctx context.Context, config tfkit.Reader, diags *diag.Diagnostics) {
	if v.kind.requests != nil {
		v.requests = v.kind.requests(ctx, config, diags)
		return
	}
	fields := v.kind.fields(ctx, config, diags)
	v.requests = func(bool) []json.RawMessage { return []json.RawMessage{fields} }
}

// run carries out the action on all targets. None waits for another.
func (v *invocation) run(ctx context.Context) {
	stop := v.progress.start()
	defer stop()
	if v.kind.devices {
		v.runOnDevices(ctx)
		return
	}
	v.Engine.Prefetch(ctx, v.targets)
	v.results = make([]result, 0, len(v.targets))
	ready := make([]string, 0, len(v.targets))
	var others sync.WaitGroup
	for _, code := range v.targets {
		if v.beginNow(code) {
			ready = append(ready, code)
		} else {
			others.Go(func() { v.add(v.runOn(ctx, code)) })
		}
	}
	v.runOnReady(ctx, ready)
	others.Wait()
}

// beginNow locks an instance if it can take the action at once, which is a single
// request, and reports whether it did.
func (v *invocation) beginNow(code string) bool {
	if v.kind.requests != nil || !v.Engine.TryLock(code) {
		return false
	}
	if len(v.Ledger.Pending(code)) == 0 && v.isReady(code) {
		return true
	}
	v.Engine.Unlock(code)
	return false
}

// isReady reports whether the instance is known to be in the state that the action needs.
func (v *invocation) isReady(code string) bool {
	if v.kind.needs == anyState {
		return true
	}
	detail, ok := v.Engine.Recent(code)
	return ok && (detail.Running() || v.kind.needs == connected && isRepairable(detail))
}

// isRepairable reports whether the instance is abnormal and can be reached.
func isRepairable(d armcloud.PadDetail) bool {
	return d.Status == armcloud.PadAbnormal && !d.OnlineOmitted && (d.Online == nil || *d.Online)
}

// runOnReady carries out the action on instances that beginNow has locked. Many
// instances take no goroutine each.
func (v *invocation) runOnReady(ctx context.Context, codes []string) {
	if len(codes) == 0 {
		return
	}
	v.Engine.RunEach(ctx, codes, engine.EachChange{
		Operation: v.kind.operation, Params: v.requests(true)[0], Accepted: v.progress.accepted,
		Ended: func(code string, task armcloud.Task, err error) {
			r := v.settle(ctx, code, err)
			if err == nil && v.kind.shows {
				v.progress.show(code, task.Output())
			}
			v.Engine.Unlock(code)
			v.add(r)
		},
	})
}

// add stores a result and reports it.
func (v *invocation) add(r result) {
	v.mu.Lock()
	v.results = append(v.results, r)
	v.mu.Unlock()
	v.progress.ended(r.err != nil)
}

// runOn carries out the action on one instance.
func (v *invocation) runOn(ctx context.Context, code string) result {
	release, err := v.begin(ctx, code)
	if err != nil {
		return result{target: code, kind: converge.NotSent, err: err}
	}
	defer release()
	requests, err := v.requestsFor(ctx, code)
	if err != nil {
		return result{target: code, kind: converge.NotSent, err: err}
	}
	for i, params := range requests {
		task, err := v.Engine.RunReporting(ctx, code, v.kind.operation, params, func(id int64) { v.progress.accepted(code, id) })
		r := v.settle(ctx, code, err)
		if err != nil {
			if i > 0 {
				r.note = fmt.Sprintf(" (%d of %d requests were carried out before)", i, len(requests))
			}
			return r
		}
		if v.kind.shows {
			v.progress.show(code, task.Output())
		}
	}
	return result{target: code, kind: converge.Done}
}

// begin locks an instance when it can take the action, and waits for tasks that others
// have left running.
func (v *invocation) begin(ctx context.Context, code string) (release func(), err error) {
	release, err = v.Engine.Lock(ctx, code)
	if err != nil {
		return nil, fmt.Errorf("unable to wait for other changes of the instance: %w", err)
	}
	if err = v.awaitPending(ctx, code); err == nil {
		err = v.awaitNeed(ctx, code)
	}
	if err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// awaitPending waits for tasks that others have left running. Their results do not
// matter.
func (v *invocation) awaitPending(ctx context.Context, code string) error {
	for _, id := range v.Ledger.Pending(code) {
		_, err := v.Engine.AwaitTask(ctx, armcloud.WaitTask, id)
		var still *engine.StillRunningError
		if errors.As(err, &still) {
			return fmt.Errorf("unable to wait for task %d, an earlier change of the instance: %w", id, still.Err)
		}
		v.Ledger.RemovePending(code, []int64{id})
	}
	return nil
}

// awaitNeed waits until the instance is in the state that the action needs.
func (v *invocation) awaitNeed(ctx context.Context, code string) error {
	switch v.kind.needs {
	case anyState:
		return nil
	case connected:
		details, err := v.Engine.Details(ctx, []string{code})
		if err == nil && isRepairable(details[code]) {
			return nil
		}
	case running:
	}
	return v.Engine.AwaitRunning(ctx, code)
}

// requestsFor returns the requests to an instance. Only contacts depend on the level.
func (v *invocation) requestsFor(ctx context.Context, code string) ([]json.RawMessage, error) {
	if v.kind.requests == nil {
		return v.requests(true), nil
	}
	details, err := v.Engine.Details(ctx, []string{code})
	return v.requests(v.Engine.IsCurrent(details[code])), err
}

// settle returns the result of a request to an instance, and records what others have to
// know of it. The instance is locked.
func (v *invocation) settle(ctx context.Context, code string, err error) result {
	r := result{target: code, kind: converge.Done, err: err}
	if err != nil {
		r.kind = converge.KindOf(ctx, err)
	}
	if r.kind == converge.Indeterminate {
		if tasks := converge.TasksOf(err); len(tasks) > 0 && !v.kind.devices {
			v.Ledger.SetPending(code, tasks)
		}
	}
	if v.kind.effect != nothing && r.kind != converge.Refused && r.kind != converge.NotSent {
		v.Ledger.RecordAction(code, v.kind.effect == erases)
	}
	return r
}
