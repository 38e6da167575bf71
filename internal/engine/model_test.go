package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// modelRun is how many operations one run of the model has.
const modelRun = 1_000

// Random operations on 40 instances, with cancellations and faults of the API, have
// exactly the effect that their results say: done once, not done, or perhaps done. No
// instance gets two changes at a time, and no goroutine remains. ENGINE_OPERATIONS sets
// how many operations there are, ENGINE_SEED the first seed.
func TestRandomOperations(t *testing.T) {
	first, operations := fromEnvironment(t, "ENGINE_SEED", 1), fromEnvironment(t, "ENGINE_OPERATIONS", 5_000)
	total := map[string]int{}
	for run := range operations / modelRun {
		seed := uint64(first + run)
		bubble(t, func(t *testing.T) {
			m := newModel(seed)
			m.run(t)
			for what, n := range m.results {
				total[what] += n
			}
		})
		if t.Failed() {
			t.Fatalf("ENGINE_SEED=%d ENGINE_OPERATIONS=%d fails", seed, modelRun)
		}
	}
	t.Logf("%d operations: %v", operations/modelRun*modelRun, total)
	for _, want := range []string{"done", "not done", "task failed", "perhaps done", "task runs"} {
		if total[want] == 0 {
			t.Errorf("got no operation with the result %q, want each result at least once: %v", want, total)
		}
	}
}

func fromEnvironment(t *testing.T, name string, usual int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// model is an account that counts the changes that it makes, and fails at random.
type model struct {
	*account
	mu      sync.Mutex // of everything below
	random  *rand.Rand
	changes map[string]int       // by instance
	value   map[string]string    // of the latest change
	busy    map[string]time.Time // until when the task of the latest change runs
	results map[string]int
	// overlaps are the instances that were changed while a task ran.
	overlaps []string
}

func newModel(seed uint64) *model {
	m := &model{
		account: newAccount(40), random: rand.New(rand.NewPCG(seed, 1)),
		changes: map[string]int{}, value: map[string]string{}, busy: map[string]time.Time{}, results: map[string]int{},
	}
	m.taskTime, m.bootTime = 4*time.Second, 3*time.Second
	m.onTasks = m.failQuery
	return m
}

// chance reports true with a probability of percent.
func (m *model) chance(percent int) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.random.IntN(100) < percent
}

func (m *model) pick(n int) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.random.IntN(n)
}

// run makes the operations, as many at a time as Terraform does.
func (m *model) run(t *testing.T) {
	e := New(m, Options{})
	var wg sync.WaitGroup
	for worker := range 20 {
		wg.Go(func() {
			for n := range modelRun / 20 {
				m.operate(t, e, fmt.Sprintf("%d-%d", worker, n))
			}
		})
	}
	wg.Wait()
	if len(m.overlaps) > 0 {
		t.Errorf("got changes of %v while another one ran, want none", m.overlaps)
	}
}

// operate makes one operation and compares its result with what the account did.
func (m *model) operate(t *testing.T, e *Engine, value string) {
	code := m.instances[m.pick(len(m.instances))]
	op := []*armcloud.Operation{setIt, setOther, restartIt, commandIt, oneByOne}[m.pick(5)]
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	unlock, err := e.Lock(ctx, code)
	if err != nil {
		t.Errorf("unable to lock: %v", err)
		return
	}
	defer unlock()
	if m.chance(20) {
		timer := time.AfterFunc(time.Duration(m.pick(8_000))*time.Millisecond, cancel)
		defer timer.Stop()
	}
	// Equal values share requests.
	if m.chance(80) {
		value = strconv.Itoa(m.pick(3))
	}
	params := json.RawMessage(fmt.Sprintf(`{"value":%q}`, value))
	before := m.count(code)
	_, err = e.Run(ctx, code, op, params)
	result := resultOf(err)
	if result == "perhaps done" || result == "task runs" {
		// What is in flight may still take effect, and its task run.
		time.Sleep(5 * time.Minute)
	}
	m.check(t, code, op, string(params), result, m.count(code)-before, err)
}

func (m *model) count(code string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.changes[code]
}

// resultOf returns what an error says about the change.
func resultOf(err error) string {
	var failed *TaskFailedError
	var running *StillRunningError
	var unanswered *UnansweredError
	var missing *MissingAnswerError
	var unknown *UnknownTaskError
	var refused *armcloud.Error
	switch {
	case err == nil:
		return "done"
	case errors.As(err, &failed):
		return "task failed"
	case errors.As(err, &running):
		return "task runs"
	case errors.As(err, &unanswered), errors.As(err, &missing), errors.As(err, &unknown):
		return "perhaps done"
	case errors.As(err, &refused) && refused.Class == armcloud.ClassAmbiguous:
		return "perhaps done"
	default:
		return "not done"
	}
}

// check fails if the account has changed an instance more or less often than the result
// says.
func (m *model) check(t *testing.T, code string, op *armcloud.Operation, params, result string, changes int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.results[result]++
	least, most := map[string]int{"done": 1, "task failed": 1, "task runs": 1}[result], 1
	if result == "not done" {
		most = 0
	}
	if changes < least || changes > most {
		t.Errorf("%s: %s ended as %q (%v): got %d changes, want %d to %d", code, op.Name, result, err, changes, least, most)
	}
	if result == "done" && m.value[code] != params {
		t.Errorf("%s: %s is done: got the value %s, want %s", code, op.Name, m.value[code], params)
	}
}

// Submit makes the changes of a request, or fails as a real service does.
func (m *model) Submit(ctx context.Context, op *armcloud.Operation, codes []string, params json.RawMessage) ([]armcloud.Submission, error) {
	if err := m.travel(ctx); err != nil {
		return nil, &armcloud.Error{Class: armcloud.ClassAmbiguous, Operation: op, Cause: err}
	}
	if err := m.refuse(op, codes); err != nil {
		return nil, err
	}
	if m.chance(3) {
		return nil, &armcloud.Error{Class: armcloud.ClassAmbiguous, Operation: op, Message: "connection reset before the effect"}
	}
	var changed, refused []string
	for _, code := range codes {
		switch fate := m.pick(100); {
		case len(codes) > 1 && fate < 2:
			refused = append(refused, code)
		case len(codes) > 1 && fate < 3: // left out
		default:
			changed = append(changed, code)
		}
	}
	subs := m.change(op, changed, string(params))
	if m.chance(3) {
		return nil, &armcloud.Error{Class: armcloud.ClassAmbiguous, Operation: op, Message: "connection reset after the effect"}
	}
	if m.chance(2) {
		<-ctx.Done() // the response never comes
		return nil, &armcloud.Error{Class: armcloud.ClassAmbiguous, Operation: op, Cause: ctx.Err()}
	}
	if len(subs) > 1 && m.chance(5) {
		subs = subs[1:] // changed, but missing from the response
	}
	for _, code := range refused {
		subs = append(subs, armcloud.Submission{PadCode: code, Err: &armcloud.Error{Class: armcloud.ClassRejected, Code: "110011", Operation: op, NotProcessed: true}})
	}
	return subs, nil
}

// refuse returns the error of a request that is refused as a whole, or nil.
func (m *model) refuse(op *armcloud.Operation, codes []string) error {
	culprit := codes[m.pick(len(codes))]
	refusal := &armcloud.Error{Operation: op, NotProcessed: true}
	switch fate := m.pick(100); {
	case fate < 4: // another client's task, or the instance isn't ready
		refusal.Class, refusal.Code, refusal.Message = armcloud.ClassBusy, "110031", "instance not ready"
	case fate < 7: // the culprit is named
		refusal.Class, refusal.Code, refusal.Message = armcloud.ClassRejected, "110011", culprit+" is refused"
	case fate < 9: // an instance that the account has after all
		refusal.Class, refusal.Code, refusal.Message = armcloud.ClassNotFound, "110028", "instance not found"
	case fate < 11:
		refusal.Class, refusal.RetryAfter = armcloud.ClassRateLimited, 2*time.Second
	case fate < 13:
		refusal.Class, refusal.Message = armcloud.ClassTransport, "connection refused"
	default:
		return nil
	}
	return refusal
}

// change changes instances, of which some tasks will fail.
func (m *model) change(op *armcloud.Operation, codes []string, params string) []armcloud.Submission {
	subs := m.accept(op, codes)
	m.mu.Lock()
	for _, code := range codes {
		if time.Now().Before(m.busy[code]) {
			m.overlaps = append(m.overlaps, code)
		}
		m.busy[code] = time.Now().Add(m.taskTime)
		m.changes[code]++
		m.value[code] = params
	}
	m.mu.Unlock()
	for _, sub := range subs {
		if m.chance(5) {
			m.account.mu.Lock()
			m.tasks[sub.TaskID].status = armcloud.TaskStatus(-1 - m.pick(5))
			m.account.mu.Unlock()
		}
	}
	return subs
}

// failQuery fails some task queries, and leaves some tasks out.
func (m *model) failQuery(_ context.Context, _ int, ids []int64) (tasks []armcloud.Task, err error, handled bool) {
	if m.chance(5) {
		return nil, &armcloud.Error{Class: armcloud.ClassTransport, Message: "connection reset"}, true
	}
	return nil, nil, m.chance(3) // no task is known yet
}
