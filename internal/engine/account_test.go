package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Operations of the tests: one of each kind that the engine treats differently.
var (
	setIt = &armcloud.Operation{
		Name: "set it", Path: "/set", Target: "padCodes", MaxTargets: 100,
		Write: true, Repeatable: true, Wait: armcloud.WaitTask, Answer: armcloud.AnswerItems,
	}
	setOther = &armcloud.Operation{
		Name: "set the other", Path: "/other", Target: "padCodes", MaxTargets: 100,
		Write: true, Repeatable: true, Wait: armcloud.WaitTask, Answer: armcloud.AnswerItems,
	}
	restartIt = &armcloud.Operation{
		Name: "restart it", Path: "/restart", Target: "padCodes", MaxTargets: 100,
		Write: true, Wait: armcloud.WaitRunning, Answer: armcloud.AnswerItems,
	}
	commandIt = &armcloud.Operation{
		Name: "command it", Path: "/command", Target: "padCodes", MaxTargets: 100,
		Write: true, Wait: armcloud.WaitTask, Answer: armcloud.AnswerItems,
	}
	oneByOne = &armcloud.Operation{
		Name: "set one", Path: "/one", Target: "padCode", MaxTargets: 1,
		Write: true, Repeatable: true, Wait: armcloud.WaitTask,
	}
	noTask = &armcloud.Operation{
		Name: "switch it", Path: "/switch", Target: "padCodes", MaxTargets: 100,
		Write: true, Repeatable: true, Wait: armcloud.WaitTask,
	}
)

// account is a fake API that counts requests. Requests, tasks and restarts take
// time. Hooks replace its behavior.
type account struct {
	API // calling what the fake does not implement panics

	mu sync.Mutex

	instances []string
	status    map[string]armcloud.PadStatus
	offline   map[string]bool
	latency   time.Duration // of each request
	taskTime  time.Duration
	bootTime  time.Duration // after the task of a restart is done
	// lengthOf returns how long a task takes; nil: taskTime.
	lengthOf func(id int64) time.Duration
	// ahead is how far the clock of the API is ahead. 0: it returns no end times.
	ahead time.Duration

	// Hooks, called without the lock. If nil or handled == false, the default applies.
	onSubmit  func(ctx context.Context, nth int, op *armcloud.Operation, codes []string) (subs []armcloud.Submission, err error, handled bool)
	onTasks   func(ctx context.Context, nth int, ids []int64) (tasks []armcloud.Task, err error, handled bool)
	onDetails func(nth int, f armcloud.DetailFilter, page, rows int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool)
	onInfos   func(nth int, f armcloud.InfoFilter, page, rows int) (got armcloud.Page[armcloud.PadInfo], err error, handled bool)
	onBatch   func(nth int, codes []string) (got []armcloud.PadProperties, err error, handled bool)

	tasks   map[int64]*accountTask
	lastID  int64
	batches [][]string // instances of each submit
	queries [][]int64  // ids of each task query
	details []string   // "codes:N" or "page:N" of each request
	infos   []string
	batch   []int // instances of each batchPadProperties
	single  int   // padProperties requests
	apps    []int // instances of each listInstalledApp
	noApps  error // the error of listInstalledApp
}

type accountTask struct {
	padCode string
	op      *armcloud.Operation
	done    time.Time
	status  armcloud.TaskStatus // at the end; 0 is done
	remark  string
}

// newAccount returns an account with instances AC00000, AC00001, …, all
// running.
func newAccount(instances int) *account {
	a := &account{
		status: map[string]armcloud.PadStatus{}, offline: map[string]bool{}, tasks: map[int64]*accountTask{},
		latency: 5 * time.Millisecond, taskTime: 2 * time.Second, bootTime: 30 * time.Second, lastID: 1000,
	}
	a.instances = padCodes(0, instances)
	for _, code := range a.instances {
		a.status[code] = armcloud.PadRunning
	}
	return a
}

// padCodes returns the pad codes of n instances.
func padCodes(from, n int) []string {
	codes := make([]string, n)
	for i := range codes {
		codes[i] = fmt.Sprintf("AC%05d", from+i)
	}
	return codes
}

func (a *account) travel(ctx context.Context) error { return Sleep(ctx, a.latency) }

func (a *account) Submit(ctx context.Context, op *armcloud.Operation, codes []string, _ json.RawMessage) ([]armcloud.Submission, error) {
	a.mu.Lock()
	a.batches = append(a.batches, slices.Clone(codes))
	nth := len(a.batches)
	a.mu.Unlock()
	if err := a.travel(ctx); err != nil {
		return nil, err
	}
	if a.onSubmit != nil {
		if subs, err, handled := a.onSubmit(ctx, nth, op, codes); handled {
			return subs, err
		}
	}
	return a.accept(op, codes), nil
}

// accept starts a task for each instance.
func (a *account) accept(op *armcloud.Operation, codes []string) []armcloud.Submission {
	a.mu.Lock()
	defer a.mu.Unlock()
	subs := make([]armcloud.Submission, len(codes))
	for i, code := range codes {
		a.lastID++
		length := a.taskTime
		if a.lengthOf != nil {
			length = a.lengthOf(a.lastID)
		}
		a.tasks[a.lastID] = &accountTask{padCode: code, op: op, done: time.Now().Add(length)}
		subs[i] = armcloud.Submission{PadCode: code, TaskID: a.lastID}
		if op.Wait == armcloud.WaitRunning {
			a.status[code] = 11
		}
	}
	return subs
}

func (a *account) TasksBy(ctx context.Context, _ *armcloud.Operation, ids []int64) ([]armcloud.Task, error) {
	a.mu.Lock()
	a.queries = append(a.queries, slices.Clone(ids))
	nth := len(a.queries)
	a.mu.Unlock()
	if err := a.travel(ctx); err != nil {
		return nil, err
	}
	if a.onTasks != nil {
		if tasks, err, handled := a.onTasks(ctx, nth, ids); handled {
			return tasks, err
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	var tasks []armcloud.Task
	for _, id := range ids {
		t := a.tasks[id]
		if t == nil {
			continue
		}
		status, end := armcloud.TaskRunning, int64(0)
		if !time.Now().Before(t.done) {
			status = armcloud.TaskDone
			if a.ahead != 0 {
				end = t.done.Add(a.ahead).UnixMilli()
			}
			if t.status != 0 {
				status = t.status
			}
		}
		tasks = append(tasks, armcloud.Task{ID: id, PadCode: t.padCode, Status: status, EndTime: end, Error: t.remark})
	}
	return tasks, nil
}

// booted sets instances whose restart has ended to running. a.mu must be held.
func (a *account) booted() {
	for _, t := range a.tasks {
		if t.op.Wait == armcloud.WaitRunning && !time.Now().Before(t.done.Add(a.bootTime)) {
			a.status[t.padCode] = armcloud.PadRunning
		}
	}
}

func describe(codes []string, page int) string {
	if len(codes) > 0 {
		return fmt.Sprintf("codes:%d", len(codes))
	}
	return fmt.Sprintf("page:%d", page)
}

// pageOf returns the pad codes of one page, of all instances or of the given
// ones.
func (a *account) pageOf(codes []string, page, rows int) (part []string, total int) {
	all := a.instances
	if len(codes) > 0 {
		all = nil
		for _, code := range codes {
			if _, ok := a.status[code]; ok {
				all = append(all, code)
			}
		}
	}
	from := min((page-1)*rows, len(all))
	return all[from:min(from+rows, len(all))], len(all)
}

func (a *account) PadDetails(ctx context.Context, f armcloud.DetailFilter, page, rows int) (armcloud.Page[armcloud.PadDetail], error) {
	a.mu.Lock()
	a.details = append(a.details, describe(f.PadCodes, page))
	nth := len(a.details)
	a.mu.Unlock()
	got := armcloud.Page[armcloud.PadDetail]{Page: page, Rows: rows}
	if err := a.travel(ctx); err != nil {
		return got, err
	}
	if a.onDetails != nil {
		if got, err, handled := a.onDetails(nth, f, page, rows); handled {
			return got, err
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.booted()
	var part []string
	part, got.Total = a.pageOf(f.PadCodes, page, rows)
	for _, code := range part {
		online := !a.offline[code]
		got.Items = append(got.Items, armcloud.PadDetail{PadCode: code, Status: a.status[code], Online: &online})
	}
	return got, nil
}

func (a *account) PadInfos(ctx context.Context, f armcloud.InfoFilter, page, rows int) (armcloud.Page[armcloud.PadInfo], error) {
	a.mu.Lock()
	a.infos = append(a.infos, describe(f.PadCodes, page))
	nth := len(a.infos)
	a.mu.Unlock()
	got := armcloud.Page[armcloud.PadInfo]{Page: page, Rows: rows}
	if err := a.travel(ctx); err != nil {
		return got, err
	}
	if a.onInfos != nil {
		if got, err, handled := a.onInfos(nth, f, page, rows); handled {
			return got, err
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.booted()
	var part []string
	part, got.Total = a.pageOf(f.PadCodes, page, rows)
	for _, code := range part {
		got.Items = append(got.Items, armcloud.PadInfo{PadCode: code, Status: a.status[code], PadGrade: "m2-3"})
	}
	return got, nil
}

func (a *account) PadProperties(ctx context.Context, code string) (armcloud.PadProperties, error) {
	a.mu.Lock()
	a.single++
	a.mu.Unlock()
	if err := a.travel(ctx); err != nil {
		return armcloud.PadProperties{}, err
	}
	if a.offline[code] {
		return armcloud.PadProperties{}, &armcloud.Error{Code: "110031", Class: armcloud.ClassBusy}
	}
	return armcloud.PadProperties{PadCode: code, Setting: map[string]string{"timezone": "UTC"}}, nil
}

func (a *account) BatchPadProperties(ctx context.Context, codes []string) ([]armcloud.PadProperties, error) {
	a.mu.Lock()
	a.batch = append(a.batch, len(codes))
	nth := len(a.batch)
	a.mu.Unlock()
	if err := a.travel(ctx); err != nil {
		return nil, err
	}
	if a.onBatch != nil {
		if got, err, handled := a.onBatch(nth, codes); handled {
			return got, err
		}
	}
	var all []armcloud.PadProperties
	for _, code := range codes {
		if _, ok := a.status[code]; ok && !a.offline[code] {
			all = append(all, armcloud.PadProperties{PadCode: code, Setting: map[string]string{"timezone": "UTC"}})
		}
	}
	return all, nil
}

func (a *account) InstalledApps(ctx context.Context, codes []string) ([]armcloud.PadApps, error) {
	a.mu.Lock()
	a.apps = append(a.apps, len(codes))
	a.mu.Unlock()
	if err := a.travel(ctx); err != nil {
		return nil, err
	}
	if a.noApps != nil {
		return nil, a.noApps
	}
	var all []armcloud.PadApps
	for _, code := range codes {
		if _, ok := a.status[code]; ok && !a.offline[code] {
			all = append(all, armcloud.PadApps{PadCode: code, Apps: []armcloud.InstalledApp{{PackageName: "com.example.kiosk"}}})
		}
	}
	return all, nil
}

// sent waits until nothing runs any more and returns the instances of each
// submit.
func (a *account) sent() [][]string {
	synctest.Wait()
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.batches)
}

// requests returns the number of padDetails and infos requests.
func (a *account) requests() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.details) + len(a.infos)
}

// notFound is the error for an instance that does not exist.
func notFound(words string) error {
	return &armcloud.Error{Class: armcloud.ClassNotFound, Code: "110028", Message: words}
}

// lost is the error of a request whose response was lost.
func lost() error {
	return &armcloud.Error{Class: armcloud.ClassTransport, Message: "connection reset"}
}

// together runs f for all codes at the same time and returns the errors by
// code.
func together(codes []string, f func(code string) error) map[string]error {
	var mu sync.Mutex
	var wg sync.WaitGroup
	errs := map[string]error{}
	for _, code := range codes {
		wg.Go(func() {
			err := f(code)
			mu.Lock()
			defer mu.Unlock()
			errs[code] = err
		})
	}
	wg.Wait()
	return errs
}

// atMost runs f for each code, n at a time.
func atMost(n int, codes []string, f func(code string) error) map[string]error {
	slots := make(chan struct{}, n)
	return together(codes, func(code string) error {
		slots <- struct{}{}
		defer func() { <-slots }()
		return f(code)
	})
}

// noErrors fails the test for each error.
func noErrors(t *testing.T, errs map[string]error) {
	t.Helper()
	for code, err := range errs {
		if err != nil {
			t.Errorf("%s: %v", code, err)
		}
	}
}

// bubble runs a test with a fake clock. It fails if a goroutine of the engine
// is left.
func bubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, f)
}

var _ API = (*armcloud.Client)(nil)
