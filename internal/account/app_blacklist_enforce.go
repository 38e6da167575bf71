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
)

// blacklistWish is what a list and its phones should be.
type blacklistWish struct {
	grade string
	apps  map[string]string
	// named are the phones that should enforce it; everywhere: all of the grade.
	named      []string
	everywhere bool
}

// phones gives the codes of the phones that should enforce the list.
func (w blacklistWish) phones(ctx context.Context, e *engine.Engine) ([]string, error) {
	if !w.everywhere {
		return w.named, nil
	}
	infos, err := e.AllInfos(ctx)
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, info := range infos {
		if info.PadGrade == w.grade {
			codes = append(codes, info.PadCode)
		}
	}
	return codes, nil
}

// gradeError is a phone of another grade than the list is for.
type gradeError struct {
	has, wants string
}

// Error names both grades.
func (e *gradeError) Error() string {
	return fmt.Sprintf("the phone is of specification %s, the list is for %s", e.has, e.wants)
}

// enforce has phones enforce the list of their grade as it is now, side by
// side. It gives the phones that failed with their reasons, and notes tasks
// that were no longer waited for in pending.
func enforce(ctx context.Context, e *engine.Engine, grade string, codes []string, pending map[string]int64) map[string]error {
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
	var fit []string
	for _, code := range codes {
		switch info, here := infos[code]; {
		case !here:
			failed[code] = &engine.NotFoundError{PadCode: code}
		case info.PadGrade != "" && info.PadGrade != grade:
			// The service would refuse the request for all phones in it.
			failed[code] = &gradeError{info.PadGrade, grade}
		default:
			fit = append(fit, code)
		}
	}
	// One query for all: they then start together and share requests.
	if len(fit) > 1 {
		e.Prefetch(ctx, fit)
	}
	params, err := json.Marshal(struct {
		PadGrade string `json:"padGrade"`
	}{grade})
	if err != nil { // a string always becomes JSON
		params = nil
	}
	var mu sync.Mutex
	var all sync.WaitGroup
	running := maps.Clone(pending)
	for _, code := range fit {
		all.Go(func() {
			settled, err := tell(ctx, e, code, params, running[code])
			mu.Lock()
			defer mu.Unlock()
			if settled {
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

// tell has one phone enforce the list. An earlier run's task is waited for
// first, however it ends: a phone gets one change at a time. A phone that does
// not run is sent nothing, for it would be carried out hours later. settled
// tells that the earlier task has ended.
func tell(ctx context.Context, e *engine.Engine, code string, params json.RawMessage, pending int64) (settled bool, err error) {
	release, err := e.Lock(ctx, code)
	if err != nil {
		return false, err
	}
	defer release()
	if pending != 0 {
		_, err := e.AwaitTask(ctx, armcloud.ApplyBlacklist.Wait, pending)
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

// succeeded gives those of the codes that did not fail.
func succeeded(codes []string, failed map[string]error) []string {
	return without(codes, slices.Collect(maps.Keys(failed)))
}

// begun gives the phones whose task was begun before they failed.
func begun(failed map[string]error) []string {
	var codes []string
	for code, err := range failed {
		var phone *engine.InstanceError
		if errors.As(err, &phone) && phone.TaskID != 0 {
			codes = append(codes, code)
		}
	}
	return codes
}
