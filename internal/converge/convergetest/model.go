package convergetest

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Model is an API with one instance that has state: changes take effect when
// their tasks end. It injects faults at random and records what must not happen.
// The owner of a change is that of its context; see WithOwner.
type Model struct {
	engine.API // methods that are not implemented here must not be called

	// Random draws the faults if Faults is true.
	Random *rand.Rand
	Faults bool
	// ShowsProperties is true if the API returns properties.
	ShowsProperties bool

	mu    sync.Mutex
	state State
	tasks []*modelTask
	audit audit
	stop  *Stop
}

type modelTask struct {
	// number is the number of submits so far.
	number    int
	owner     string
	op        *armcloud.Operation
	params    json.RawMessage
	change    string
	sent, end time.Time
	effective bool
	status    armcloud.TaskStatus // at the end
	lost      bool                // its response was lost
	unknown   bool                // other owners cannot know of it
	ended     bool
}

// NewModel returns a model of a new instance.
func NewModel(random *rand.Rand) *Model { return &Model{Random: random, state: NewState()} }

// Engine returns a new engine over the model, as a new process has.
func (m *Model) Engine() *engine.Engine {
	return engine.New(m, engine.Options{OnlineTimeout: time.Minute, Linger: -1})
}

// States returns what the instance has, and what it will have when all tasks have
// ended.
func (m *Model) States() (now, later State) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	later = m.state.Clone()
	for _, t := range m.running() {
		if t.effective {
			later.do(t.op, t.params)
		}
	}
	return m.state.Clone(), later
}

// Settle waits until no task is running and returns what the instance has.
func (m *Model) Settle() State {
	for {
		m.mu.Lock()
		m.advance()
		left := len(m.running())
		now := m.state.Clone()
		m.mu.Unlock()
		if left == 0 {
			return now
		}
		<-time.After(time.Minute)
	}
}

// Change changes the instance without a request, when no task is running.
func (m *Model) Change(change func(State)) {
	m.Settle()
	m.mu.Lock()
	defer m.mu.Unlock()
	change(m.state)
}

// Forget makes all tasks unknown to other owners than theirs, as at the beginning of
// a process.
func (m *Model) Forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, t := range m.tasks {
		t.unknown = true
	}
}

// Blocked reports whether a task is running whose response was lost, or that takes
// the instance out of service.
func (m *Model) Blocked() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	return m.outOfService() || slices.ContainsFunc(m.running(), func(t *modelTask) bool { return t.lost })
}

// Know makes tasks known to other owners, and those without a response that end until a
// time.
func (m *Model) Know(ids []int64, until time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range ids {
		m.tasks[id-1].unknown = false
	}
	for _, t := range m.tasks {
		if t.lost && !t.end.After(until) {
			t.unknown = false
		}
	}
}

func (m *Model) advance() {
	for _, t := range m.running() {
		if time.Now().Before(t.end) {
			return
		}
		t.ended = true
		var e effect
		if t.effective {
			e = m.state.do(t.op, t.params)
		}
		m.checkEnd(t, e)
	}
}

// running returns the tasks that have not ended, in the order of their ends.
func (m *Model) running() []*modelTask {
	var running []*modelTask
	for _, t := range m.tasks {
		if !t.ended {
			running = append(running, t)
		}
	}
	slices.SortStableFunc(running, func(a, b *modelTask) int { return a.end.Compare(b.end) })
	return running
}

func (m *Model) outOfService() bool {
	return slices.ContainsFunc(m.tasks, func(t *modelTask) bool { return !t.ended && t.op.Wait == armcloud.WaitRunning })
}
