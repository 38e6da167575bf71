package setting

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// account is an API with phones that all run unless a test says otherwise. It
// notes what it is told.
type account struct {
	engine.API // what is not written down here is not called

	mu sync.Mutex
	// told are the changes: "AC1 set the bandwidth {…}".
	told []string
	// refuse and fail answer a change, by its beginning as in told: with an
	// error, or with a task that ends so.
	refuse map[string]*armcloud.Error
	fail   map[string]armcloud.TaskStatus
	// after is called for each change, with the account locked.
	after func(told string)

	gone       map[string]bool
	status     map[string]armcloud.PadStatus
	properties map[string]armcloud.PadProperties
	apps       map[string][]armcloud.InstalledApp
	// unread is what reading properties fails with.
	unread *armcloud.Error
	reads  []string
	ends   []armcloud.TaskStatus
}

func (a *account) engine() *engine.Engine {
	return engine.New(a, engine.Options{OnlineTimeout: time.Minute, Linger: -1})
}

func (a *account) Submit(_ context.Context, op *armcloud.Operation, codes []string, params json.RawMessage) ([]armcloud.Submission, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var subs []armcloud.Submission
	for _, code := range codes {
		change := code + " " + op.Name
		a.told = append(a.told, change+" "+string(params))
		if a.after != nil {
			a.after(change)
		}
		if refused := a.refuse[change]; refused != nil {
			return nil, refused
		}
		end, failing := a.fail[change]
		if !failing {
			end = armcloud.TaskDone
		}
		a.ends = append(a.ends, end)
		subs = append(subs, armcloud.Submission{PadCode: code, TaskID: int64(len(a.ends))})
	}
	return subs, nil
}

func (a *account) TasksBy(_ context.Context, _ *armcloud.Operation, ids []int64) ([]armcloud.Task, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var tasks []armcloud.Task
	for _, id := range ids {
		tasks = append(tasks, armcloud.Task{ID: id, Status: a.ends[id-1]})
	}
	return tasks, nil
}

func (a *account) PadDetails(_ context.Context, filter armcloud.DetailFilter, page, rows int) (armcloud.Page[armcloud.PadDetail], error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	got := armcloud.Page[armcloud.PadDetail]{Page: page, Rows: rows, Total: 1000}
	for _, code := range filter.PadCodes {
		if a.gone[code] {
			continue
		}
		status := armcloud.PadRunning
		if s, other := a.status[code]; other {
			status = s
		}
		got.Items = append(got.Items, armcloud.PadDetail{PadCode: code, Status: status})
	}
	return got, nil
}

func (a *account) PadInfos(_ context.Context, _ armcloud.InfoFilter, page, rows int) (armcloud.Page[armcloud.PadInfo], error) {
	return armcloud.Page[armcloud.PadInfo]{Page: page, Rows: rows}, nil
}

func (a *account) PadProperties(_ context.Context, code string) (armcloud.PadProperties, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.reads = append(a.reads, code)
	if a.unread != nil {
		return armcloud.PadProperties{}, a.unread
	}
	return a.properties[code], nil
}

func (a *account) BatchPadProperties(_ context.Context, codes []string) ([]armcloud.PadProperties, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.reads = append(a.reads, "batch")
	if a.unread != nil {
		return nil, a.unread
	}
	var all []armcloud.PadProperties
	for _, code := range codes {
		if p, here := a.properties[code]; here {
			p.PadCode = code
			all = append(all, p)
		}
	}
	return all, nil
}

func (a *account) InstalledApps(_ context.Context, codes []string) ([]armcloud.PadApps, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.reads = append(a.reads, "apps")
	var all []armcloud.PadApps
	for _, code := range codes {
		if apps, here := a.apps[code]; here {
			all = append(all, armcloud.PadApps{PadCode: code, Apps: apps})
		}
	}
	return all, nil
}

// zoneOf is properties that show a time zone.
func zoneOf(setting, system string) armcloud.PadProperties {
	return armcloud.PadProperties{
		Setting: map[string]string{"timezone": setting},
		System:  map[string]string{"persist.sys.timezone": system},
	}
}

// same fails unless got has the elements of want, in order.
func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

func names[T any](list []T, name func(T) string) []string {
	var all []string
	for _, one := range list {
		all = append(all, name(one))
	}
	return all
}

func failures(o Outcome) []string {
	return names(o.Errors, func(e *Error) string { return fmt.Sprintf("%s: %s", e.Setting, e.Doing) })
}
