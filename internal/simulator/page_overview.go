package simulator

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// rowsPerPage is how many instances the page shows at once.
const rowsPerPage = 200

// maxPaths is how many paths the page lists. Clients can request any number.
const maxPaths = 40

// view is what the page shows: the query of its address.
type view struct {
	Filter string // text that a row must contain
	Show   string // one of the values of shows, or "" for all instances
	Page   int    // from 1
}

// shows are the choices of instances on the page, besides all.
var shows = []string{showTasks, showDown, showChanged}

const (
	showTasks   = "tasks"   // with unfinished tasks
	showDown    = "down"    // not running, or offline
	showChanged = "changed" // with settings that differ from a new instance
)

// overview is the account at one moment, as the page shows it. It holds no secrets.
type overview struct {
	Level     string        `json:"level"`
	Total     int           `json:"total"`
	Running   int           `json:"running"` // and online
	Offline   int           `json:"offline"`
	Down      int           `json:"down"`  // online, but not running
	Tasks     int           `json:"tasks"` // unfinished
	Matching  int           `json:"matching"`
	Page      int           `json:"page"`
	Pages     int           `json:"pages"`
	First     int           `json:"first"` // position of the first row among the matching instances, from 1
	Last      int           `json:"last"`
	Instances []instanceRow `json:"instances"`

	Requests        int          `json:"requests"`
	Paths           []pathCount  `json:"paths"`       // most requested first
	OtherPaths      int          `json:"other_paths"` // paths that are not in Paths
	OutOfService    int          `json:"out_of_service"`
	MaxOutOfService int          `json:"max_out_of_service"`
	Overlaps        int          `json:"overlaps"`
	Repeated        int          `json:"repeated"`
	RateLimited     int          `json:"rate_limited"`
	AuthFailures    int          `json:"auth_failures"`
	Faults          []faultState `json:"faults"`
}

type pathCount struct {
	Path  string `json:"path"`
	Count int    `json:"count"`
}

// instanceRow is an instance on the page.
type instanceRow struct {
	Code     string   `json:"code"`
	Group    string   `json:"group"`
	Status   string   `json:"status"`
	Healthy  bool     `json:"healthy"`  // running and online
	Settings []string `json:"settings"` // that differ from a new instance
	Tasks    []string `json:"tasks"`    // unfinished, in order
}

// faultState is an active fault on the page.
type faultState struct {
	Kind  string `json:"kind"`
	Where string `json:"where"`
	Fired string `json:"fired"`
}

// overview returns what a view shows.
func (s *Simulator) overview(v view) overview {
	counters := s.Counters()
	s.mu.Lock()
	defer s.mu.Unlock()
	o := overview{
		Level: s.options.Level, Total: len(s.account.all), Instances: []instanceRow{}, Requests: counters.Total(),
		OutOfService: counters.OutOfService, MaxOutOfService: counters.MaxOutOfService, Overlaps: counters.Overlaps,
		Repeated: counters.Repeated, RateLimited: counters.RateLimited, AuthFailures: counters.AuthFailures,
	}
	o.listPaths(counters.Requests)
	o.Faults = make([]faultState, 0, len(s.faults))
	for _, f := range s.faults {
		o.Faults = append(o.Faults, f.state())
	}
	matching := s.matching(v, &o)
	o.Matching, o.Pages = len(matching), max(1, (len(matching)+rowsPerPage-1)/rowsPerPage)
	o.Page = min(max(v.Page, 1), o.Pages)
	first := (o.Page - 1) * rowsPerPage
	o.First, o.Last = min(first+1, len(matching)), min(first+rowsPerPage, len(matching))
	for _, inst := range matching[first:o.Last] {
		o.Instances = append(o.Instances, s.instanceRow(inst))
	}
	return o
}

// matching returns the instances that a view shows, and counts all of them.
func (s *Simulator) matching(v view, o *overview) []*instance {
	at := now()
	filter := strings.ToLower(v.Filter)
	var matching []*instance
	for _, inst := range s.account.all {
		if len(inst.queue)+len(inst.statusChanges) > 0 {
			s.advance(inst, at)
		}
		o.Tasks += len(inst.queue)
		switch {
		case !inst.online:
			o.Offline++
		case inst.status == statusRunning:
			o.Running++
		default:
			o.Down++
		}
		if s.shownBy(v.Show, inst) && (filter == "" || s.instanceRow(inst).contains(filter)) {
			matching = append(matching, inst)
		}
	}
	return matching
}

func (s *Simulator) shownBy(show string, inst *instance) bool {
	switch show {
	case showTasks:
		return len(inst.queue) > 0
	case showDown:
		return !inst.online || inst.status != statusRunning
	case showChanged:
		return len(s.differences(inst)) > 0
	}
	return true
}

// contains reports whether a row contains a text, which is in lower case, in one of its
// values.
func (r instanceRow) contains(text string) bool {
	values := slices.Concat([]string{r.Code, r.Group, r.Status}, r.Settings, r.Tasks)
	return slices.ContainsFunc(values, func(value string) bool { return strings.Contains(strings.ToLower(value), text) })
}

func (s *Simulator) instanceRow(inst *instance) instanceRow {
	row := instanceRow{
		Code: inst.code, Group: groupName(inst.group), Status: statusName(inst), Healthy: inst.online && inst.status == statusRunning,
		Settings: s.differences(inst), Tasks: make([]string, 0, len(inst.queue)),
	}
	for _, t := range inst.queue {
		status := "pending"
		if t.shownStatus() == taskRunning {
			status = "running"
		}
		row.Tasks = append(row.Tasks, t.operation.name+" ("+status+")")
	}
	return row
}

// statusName returns the status of an instance in words.
func statusName(inst *instance) string {
	name := map[int]string{
		statusRunning: "running", statusRestarting: "restarting", statusResetting: "resetting",
		statusUpgrading: "upgrading", statusAbnormal: "abnormal", statusOff: "off",
	}[inst.status]
	if name == "" {
		name = fmt.Sprintf("status %d", inst.status)
	}
	switch {
	case inst.online:
		return name
	case inst.status == statusRunning:
		return "offline"
	}
	return "offline, " + name
}

func (o *overview) listPaths(requests map[string]int) {
	o.Paths = make([]pathCount, 0, len(requests))
	for path, count := range requests {
		o.Paths = append(o.Paths, pathCount{path, count})
	}
	slices.SortFunc(o.Paths, func(a, b pathCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Path, b.Path))
	})
	if n := len(o.Paths); n > maxPaths {
		o.Paths, o.OtherPaths = o.Paths[:maxPaths], n-maxPaths
	}
}

// state describes a fault without its message, which may be long.
func (f *faultRule) state() faultState {
	where := "every path"
	if f.Path != "" {
		where = f.Path
	}
	if f.PadCode != "" {
		where += ", " + f.PadCode
	}
	fired := fmt.Sprint(f.hits)
	if f.Times > 0 {
		fired = fmt.Sprintf("%d of %d", f.hits, f.Times)
	}
	return faultState{f.Kind, where, fired}
}

// sortedKeys returns the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
