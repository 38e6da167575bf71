package convergetest

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Model is an API with one instance that has state: changes take effect when
// their tasks end. It injects faults at random and records what must not happen.
type Model struct {
	engine.API // methods that are not implemented here must not be called

	// Random draws the faults if Faults is true.
	Random *rand.Rand
	Faults bool

	mu sync.Mutex
	// Has is what the instance has, by setting; properties by "system/NAME" and
	// "persistent/NAME".
	Has map[string]string
	// waiting are persistent properties that wait for a restart.
	waiting map[string]string
	tasks   []*modelTask
	// Wipes counts the upgrades that wiped and succeeded, Erasures everything that
	// erased the instance, and Restarts everything that restarted it.
	Wipes, Erasures, Restarts int
	// Overlaps lists changes that were submitted while another one was running.
	Overlaps []string
}

type modelTask struct {
	change string
	end    time.Time
	effect func()
	status armcloud.TaskStatus // at the end
	lost   bool                // its response was lost
	ended  bool
	long   bool // the instance is out of service
}

// Engine returns a new engine over the model, as a new process has.
func (m *Model) Engine() *engine.Engine {
	return engine.New(m, engine.Options{OnlineTimeout: time.Minute, Linger: -1})
}

// Settle waits until no task is running and returns what the instance has.
func (m *Model) Settle() map[string]string {
	for {
		m.mu.Lock()
		m.advance()
		busy := m.running() != nil
		has := maps.Clone(m.Has)
		m.mu.Unlock()
		if !busy {
			return has
		}
		<-time.After(time.Minute)
	}
}

// Change changes the instance without a request, when no task is running.
func (m *Model) Change(change func(has map[string]string)) {
	m.Settle()
	m.mu.Lock()
	defer m.mu.Unlock()
	change(m.Has)
}

func (m *Model) advance() {
	for _, t := range m.tasks {
		if !t.ended && !time.Now().Before(t.end) {
			t.ended = true
			t.effect()
		}
	}
}

func (m *Model) running() *modelTask {
	for _, t := range m.tasks {
		if !t.ended {
			return t
		}
	}
	return nil
}

// Submit accepts a change, unless a fault is drawn.
func (m *Model) Submit(_ context.Context, op *armcloud.Operation, codes []string, params json.RawMessage) ([]armcloud.Submission, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	change := op.Name + " " + string(params)
	if t := m.running(); t != nil && (!t.lost || t.change != change) {
		m.Overlaps = append(m.Overlaps, change+" while "+t.change)
	}
	fault := 0
	if m.Faults {
		fault = m.Random.IntN(16)
	}
	lost := &armcloud.Error{Class: armcloud.ClassTransport, Operation: op, Message: "the response was lost"}
	if !op.Repeatable {
		lost.Class = armcloud.ClassAmbiguous
	}
	t := &modelTask{long: op.Wait == armcloud.WaitRunning, change: change, end: time.Now().Add(2 * time.Second), effect: func() { m.effect(op, params) }, status: armcloud.TaskDone}
	switch fault {
	case 1, 2:
		return nil, &armcloud.Error{Class: armcloud.ClassRejected, Operation: op, Message: "refused"}
	case 3, 4:
		t.effect, t.status = func() {}, armcloud.TaskFailed
	case 5:
		t.status = armcloud.TaskFailed
		t.effect = func() {
			wipes := m.Wipes
			m.effect(op, params)
			m.Wipes = wipes // a request that failed may be repeated
		}
	case 6:
		return nil, lost
	case 7:
		t.lost = true
		t.end = time.Now().Add(5 * time.Minute)
		m.tasks = append(m.tasks, t)
		return nil, lost
	case 8, 9, 10:
		t.end = time.Now().Add(20 * time.Minute) // longer than the timeouts of the test
	}
	// An instance carries out its tasks one after the other.
	for _, before := range m.tasks {
		if !before.ended && !t.end.After(before.end) {
			t.end = before.end.Add(time.Second)
		}
	}
	m.tasks = append(m.tasks, t)
	return []armcloud.Submission{{PadCode: codes[0], TaskID: int64(len(m.tasks))}}, nil
}

// TasksBy returns tasks by id.
func (m *Model) TasksBy(_ context.Context, _ *armcloud.Operation, ids []int64) ([]armcloud.Task, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	var tasks []armcloud.Task
	for _, id := range ids {
		status := armcloud.TaskRunning
		if t := m.tasks[id-1]; t.ended {
			status = t.status
		}
		tasks = append(tasks, armcloud.Task{ID: id, Status: status})
	}
	return tasks, nil
}

// PadDetails returns the row of the instance, with its image.
func (m *Model) PadDetails(_ context.Context, filter armcloud.DetailFilter, page, rows int) (armcloud.Page[armcloud.PadDetail], error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	got := armcloud.Page[armcloud.PadDetail]{Page: page, Rows: rows, Total: 1}
	status := armcloud.PadRunning
	if t := m.running(); t != nil && t.long {
		status = armcloud.PadStatus(11)
	}
	for _, code := range filter.PadCodes {
		got.Items = append(got.Items, armcloud.PadDetail{PadCode: code, Status: status, ImageID: m.Has["image"]})
	}
	return got, nil
}

// PadInfos returns an empty page.
func (m *Model) PadInfos(_ context.Context, _ armcloud.InfoFilter, page, rows int) (armcloud.Page[armcloud.PadInfo], error) {
	return armcloud.Page[armcloud.PadInfo]{Page: page, Rows: rows}, nil
}

// InstalledApps returns the apps of the instance.
func (m *Model) InstalledApps(_ context.Context, codes []string) ([]armcloud.PadApps, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	apps := []armcloud.InstalledApp{}
	for name := range m.Has {
		if pkg, isApp := strings.CutPrefix(name, "apps/"); isApp {
			apps = append(apps, armcloud.InstalledApp{PackageName: pkg})
		}
	}
	return []armcloud.PadApps{{PadCode: codes[0], Apps: apps}}, nil
}

// BatchPadProperties shows nothing.
func (m *Model) BatchPadProperties(context.Context, []string) ([]armcloud.PadProperties, error) {
	return nil, nil
}

// PadProperties shows nothing.
func (m *Model) PadProperties(context.Context, string) (armcloud.PadProperties, error) {
	return armcloud.PadProperties{}, nil
}

// effect is what a change does when its task ends.
func (m *Model) effect(op *armcloud.Operation, params json.RawMessage) {
	var p struct {
		TimeZone, ImageID string
		WipeData, Enable  bool
		UpBandwidth       float64
		Apps              []struct{ PkgName string }
		Runtime           []property `json:"systemPropertiesList"`
		Persistent        []property `json:"systemPersistPropertiesList"`
	}
	if len(params) > 0 {
		if err := json.Unmarshal(params, &p); err != nil {
			panic(err)
		}
	}
	set := func(name, value string, has bool) {
		if has {
			m.Has[name] = value
		} else {
			delete(m.Has, name)
		}
	}
	switch op {
	case armcloud.SetTimeZone:
		m.Has["time_zone"] = p.TimeZone
	case armcloud.SetBandwidth:
		set("bandwidth", fmt.Sprint(p.UpBandwidth), p.UpBandwidth > 0)
	case armcloud.SetProxy:
		set("proxy", string(params), p.Enable)
	case armcloud.InstallApp:
		m.Has["apps/"+p.Apps[0].PkgName] = "installed"
	case armcloud.UninstallApp:
		delete(m.Has, "apps/"+p.Apps[0].PkgName)
	case armcloud.UpdateProperties:
		for _, prop := range p.Runtime {
			m.Has["system/"+prop.Name] = prop.Value
		}
		for _, prop := range p.Persistent {
			m.waiting["persistent/"+prop.Name] = prop.Value
		}
	case armcloud.UpgradeImage:
		if p.WipeData {
			m.Wipes++
			m.Erasures++
			clear(m.Has)
			clear(m.waiting)
		}
		m.Has["image"] = p.ImageID
		m.restart()
	case armcloud.Restart:
		m.restart()
	case armcloud.Reset:
		m.Erasures++
		image := m.Has["image"]
		clear(m.Has)
		clear(m.waiting)
		set("image", image, image != "")
	default:
		panic("no effect of " + op.Name)
	}
}

type property struct {
	Name  string `json:"propertiesName"`
	Value string `json:"propertiesValue"`
}

// restart loses runtime properties; persistent ones take effect.
func (m *Model) restart() {
	m.Restarts++
	maps.DeleteFunc(m.Has, func(name, _ string) bool { return strings.HasPrefix(name, "system/") })
	maps.Copy(m.Has, m.waiting)
	clear(m.waiting)
}

// NewModel returns a model of a new instance.
func NewModel(random *rand.Rand) *Model {
	return &Model{Random: random, Has: map[string]string{}, waiting: map[string]string{}}
}
