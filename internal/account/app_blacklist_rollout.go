package account

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// gradeError is the error of an instance that has another grade than the list.
type gradeError struct {
	instance, list string
}

// Error names both grades.
func (e *gradeError) Error() string {
	return fmt.Sprintf("the instance has specification %s, but the list is for %s", e.instance, e.list)
}

// rolloutBlacklist applies the current list of a grade to instances,
// concurrently. It returns the errors of those that failed by pad code. pending
// are the tasks of earlier runs by pad code; it removes those that have ended
// and adds those that it stopped waiting for.
func rolloutBlacklist(ctx context.Context, e *engine.Engine, grade string, codes []string, pending map[string]int64) map[string]error {
	failed := make(map[string]error)
	if len(codes) == 0 {
		return failed
	}
	infos, err := e.Infos(ctx, codes)
	if err != nil {
		for _, code := range codes {
			failed[code] = err
		}
		return failed
	}
	var valid []string
	for _, code := range codes {
		switch info, found := infos[code]; {
		case !found:
			failed[code] = &engine.NotFoundError{PadCode: code}
		case info.PadGrade != "" && info.PadGrade != grade:
			// The API would reject the request for every instance in it.
			failed[code] = &gradeError{info.PadGrade, grade}
		default:
			valid = append(valid, code)
		}
	}
	if len(valid) > 1 {
		// One query for all: they then start together and share requests.
		e.Prefetch(ctx, valid)
	}
	params, err := json.Marshal(struct {
		PadGrade string `json:"padGrade"`
	}{grade})
	if err != nil { // cannot happen: strings always marshal
		params = nil
	}
	var mu sync.Mutex
	var all sync.WaitGroup
	earlier := maps.Clone(pending)
	for _, code := range valid {
		all.Go(func() {
			earlierEnded, err := applyBlacklist(ctx, e, code, params, earlier[code])
			mu.Lock()
			defer mu.Unlock()
			if earlierEnded {
				delete(pending, code)
			}
			if err == nil {
				return
			}
			failed[code] = err
			var still *engine.StillRunningError
			if errors.As(err, &still) && len(still.Tasks) > 0 {
				pending[code] = still.Tasks[0]
			}
		})
	}
	all.Wait()
	return failed
}

// applyBlacklist applies the list to one instance. It first waits for the task
// of an earlier run, whatever its outcome, because an instance gets one change
// at a time, and then until the instance runs: a task for one that does not run
// would be carried out hours later. earlierEnded reports whether the earlier
// task has ended.
func applyBlacklist(ctx context.Context, e *engine.Engine, code string, params json.RawMessage, earlier int64) (earlierEnded bool, err error) {
	unlock, err := e.Lock(ctx, code)
	if err != nil {
		return false, err
	}
	defer unlock()
	if earlier != 0 {
		_, err := e.AwaitTask(ctx, armcloud.ApplyBlacklist.Wait, earlier)
		var still *engine.StillRunningError
		if errors.As(err, &still) {
			return false, err
		}
	}
	if err := e.AwaitRunning(ctx, code); err != nil {
		return true, err
	}
	_, err = e.Run(ctx, code, armcloud.ApplyBlacklist, params)
	return true, err
}

// succeeded returns the pad codes that did not fail.
func succeeded(codes []string, failed map[string]error) []string {
	return without(codes, slices.Collect(maps.Keys(failed)))
}

// started returns the instances that failed after their task had started.
func started(failed map[string]error) []string {
	var codes []string
	for code, err := range failed {
		var instance *engine.InstanceError
		if errors.As(err, &instance) && instance.TaskID != 0 {
			codes = append(codes, code)
		}
	}
	return codes
}

// listFailures lists the instances that failed, with reasons and advice.
func listFailures(errs map[string]error) string {
	failed := make([]tfkit.Failure, 0, len(errs))
	for _, code := range slices.Sorted(maps.Keys(errs)) {
		failed = append(failed, tfkit.FailureOf(code, errs[code]))
	}
	return tfkit.ListFailures(failed)
}
