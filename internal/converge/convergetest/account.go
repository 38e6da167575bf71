package convergetest

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Account is an API whose instances all run unless a test says otherwise, and
// that records the changes. It is safe for concurrent use while Mu is not held.
type Account struct {
	engine.API // methods that are not implemented here must not be called

	Mu sync.Mutex
	// Changes are the requested changes: "AC1 set the bandwidth {…}".
	Changes []string
	// Refuse and Fail are keyed by the start of a change, such as "AC1 set the
	// bandwidth", and answer it with an error, or with a task of that status.
	Refuse map[string]*armcloud.Error
	Fail   map[string]armcloud.TaskStatus
	// After is called for each change while Mu is held, if non-nil.
	After func(change string)

	Gone             map[string]bool
	Status           map[string]armcloud.PadStatus
	ImageIDs         map[string]string
	PropertiesByCode map[string]armcloud.PadProperties
	AppsByCode       map[string][]armcloud.InstalledApp
	// ReadError is returned when properties are read, if non-nil.
	ReadError *armcloud.Error
	// Reads records how properties and apps were read: "batch", "apps", or a pad
	// code.
	Reads []string
	// Ends holds the status of each task by its id minus 1.
	Ends []armcloud.TaskStatus
}

// Engine returns a new engine over the account, without linger.
func (a *Account) Engine() *engine.Engine {
	return engine.New(a, engine.Options{OnlineTimeout: time.Minute, Linger: -1})
}

// Submit records a change and answers it.
func (a *Account) Submit(_ context.Context, op *armcloud.Operation, codes []string, params json.RawMessage) ([]armcloud.Submission, error) {
	a.Mu.Lock()
	defer a.Mu.Unlock()
	var subs []armcloud.Submission
	for _, code := range codes {
		change := code + " " + op.Name
		a.Changes = append(a.Changes, change+" "+string(params))
		if a.After != nil {
			a.After(change)
		}
		if refused := a.Refuse[change]; refused != nil {
			return nil, refused
		}
		end, failing := a.Fail[change]
		if !failing {
			end = armcloud.TaskDone
		}
		a.Ends = append(a.Ends, end)
		subs = append(subs, armcloud.Submission{PadCode: code, TaskID: int64(len(a.Ends))})
	}
	return subs, nil
}

// TasksBy returns the tasks by id.
func (a *Account) TasksBy(_ context.Context, _ *armcloud.Operation, ids []int64) ([]armcloud.Task, error) {
	a.Mu.Lock()
	defer a.Mu.Unlock()
	var tasks []armcloud.Task
	for _, id := range ids {
		tasks = append(tasks, armcloud.Task{ID: id, Status: a.Ends[id-1]})
	}
	return tasks, nil
}

// PadDetails returns the row of every instance that is not in Gone.
func (a *Account) PadDetails(_ context.Context, filter armcloud.DetailFilter, page, rows int) (armcloud.Page[armcloud.PadDetail], error) {
	a.Mu.Lock()
	defer a.Mu.Unlock()
	got := armcloud.Page[armcloud.PadDetail]{Page: page, Rows: rows, Total: 1000}
	for _, code := range filter.PadCodes {
		if a.Gone[code] {
			continue
		}
		status := armcloud.PadRunning
		if s, other := a.Status[code]; other {
			status = s
		}
		got.Items = append(got.Items, armcloud.PadDetail{PadCode: code, Status: status, ImageID: a.ImageIDs[code]})
	}
	return got, nil
}

// PadInfos returns an empty page.
func (a *Account) PadInfos(_ context.Context, _ armcloud.InfoFilter, page, rows int) (armcloud.Page[armcloud.PadInfo], error) {
	return armcloud.Page[armcloud.PadInfo]{Page: page, Rows: rows}, nil
}

// PadProperties returns PropertiesByCode of one instance.
func (a *Account) PadProperties(_ context.Context, code string) (armcloud.PadProperties, error) {
	a.Mu.Lock()
	defer a.Mu.Unlock()
	a.Reads = append(a.Reads, code)
	if a.ReadError != nil {
		return armcloud.PadProperties{}, a.ReadError
	}
	return a.PropertiesByCode[code], nil
}

// BatchPadProperties returns PropertiesByCode of several instances.
func (a *Account) BatchPadProperties(_ context.Context, codes []string) ([]armcloud.PadProperties, error) {
	a.Mu.Lock()
	defer a.Mu.Unlock()
	a.Reads = append(a.Reads, "batch")
	if a.ReadError != nil {
		return nil, a.ReadError
	}
	var all []armcloud.PadProperties
	for _, code := range codes {
		if p, here := a.PropertiesByCode[code]; here {
			p.PadCode = code
			all = append(all, p)
		}
	}
	return all, nil
}

// InstalledApps returns AppsByCode.
func (a *Account) InstalledApps(_ context.Context, codes []string) ([]armcloud.PadApps, error) {
	a.Mu.Lock()
	defer a.Mu.Unlock()
	a.Reads = append(a.Reads, "apps")
	var all []armcloud.PadApps
	for _, code := range codes {
		if apps, here := a.AppsByCode[code]; here {
			all = append(all, armcloud.PadApps{PadCode: code, Apps: apps})
		}
	}
	return all, nil
}
