package converge

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// Holding is what one resource knows of one instance: by setting, what was
// applied and what is under way or unknown. It contains no secret. The zero
// value knows nothing. Holdings are values: no function changes its argument.
type Holding struct {
	// Settings holds the settings that the resource has sent, by name.
	Settings map[string]Entry `json:"settings,omitempty"`
	// Restart is a restart that is not known to be done.
	Restart *Restart `json:"restart,omitempty"`
	// Reset is a factory reset whose end was not seen.
	Reset *Flight `json:"reset,omitempty"`
	// Tasks are further tasks that may still run on the instance.
	Tasks []int64 `json:"tasks,omitempty"`
	// Until is when changes of other resources whose responses were lost must have
	// ended.
	Until time.Time `json:"until,omitzero"`
	// Others are changes of settings that the resource does not manage, or no longer
	// manages, and whose end was not seen.
	Others []*Flight `json:"others,omitempty"`
	// RepairOnly is true if settings without an entry may have been applied, so
	// that sending one is a repair.
	RepairOnly bool `json:"repair_only,omitempty"`
	// Owed are settings of other resources that this one sends again.
	Owed []Owed `json:"owed,omitempty"`
	// OwedIfErased are settings of other resources that it sends again too if the next
	// plan finds an erasure.
	OwedIfErased []Owed `json:"owed_if_erased,omitempty"`
}

// UnmarshalJSON reads a holding of private state. It leaves out changes that are null.
func (h *Holding) UnmarshalJSON(text []byte) error {
	type plain Holding
	if err := json.Unmarshal(text, (*plain)(h)); err != nil {
		return err
	}
	h.Others = slices.DeleteFunc(h.Others, func(f *Flight) bool { return f == nil })
	return nil
}

// Entry is what is known of one setting.
type Entry struct {
	// Applied is the hash of the value that the instance has, Absent if it lacks
	// the setting, or "" if it may have any value.
	Applied string `json:"applied,omitempty"`
	// Requested is the hash of the value that the configuration requested last
	// and that the instance had: sending it again is a repair. Any makes every
	// value a repair.
	Requested string `json:"requested,omitempty"`
	// Confirmed is true once the source has shown the applied value.
	Confirmed bool `json:"confirmed,omitempty"`
	// Found is true if the applied value can erase and was found on the instance in
	// place of another one.
	Found bool `json:"found,omitempty"`
	// Unshown are the places that have not shown the applied value since it was
	// confirmed: they may be out of date, so they are no evidence of drift.
	Unshown Places `json:"unshown,omitempty"`
	// AwaitsRestart is true if the value was sent and takes effect at Restart.
	AwaitsRestart bool `json:"awaits_restart,omitempty"`
	// Undo is what the undo needs of the applied value, "" if that is nothing, or if no
	// undo was planned yet. See ValueUndoer.
	Undo string `json:"undo,omitempty"`
	// Flight is a change whose end was not seen, or nil.
	Flight *Flight `json:"flight,omitempty"`
}

// Hashes with a meaning of their own.
const (
	// Absent stands for an instance that lacks the setting.
	Absent = "-"
	// Any equals no value; as Requested, it stands for all values.
	Any = "*"
)

// Flight is a change whose end was not seen.
type Flight struct {
	// Value is the hash of the value under way, "" for an undo, a restart or a
	// reset, or Any if it is to be sent again afterwards.
	Value string `json:"value,omitempty"`
	// Tasks are the tasks of the change. If there are none, the response was lost.
	Tasks []int64 `json:"tasks,omitempty"`
	// Sent is when the change was sent.
	Sent time.Time `json:"sent"`
	// Long is true for changes that take the instance out of service.
	Long bool `json:"long,omitempty"`
	// Erases is true if the change may erase the data of the instance.
	Erases bool `json:"erases,omitempty"`
	// Repeatable is true if the change may be sent again although it may still take
	// effect.
	Repeatable bool `json:"repeatable,omitempty"`
	// Secret is Desired.Secret of the value.
	Secret string `json:"secret,omitempty"`
	// Blind is true if the instance may have shown the effect before the change, so that
	// it is no evidence as long as the change may be under way.
	Blind bool `json:"blind,omitempty"`
}

// Restart is a restart that is not known to be done.
type Restart struct {
	// Requested is true if the configuration requested it, rather than a setting.
	Requested bool `json:"requested,omitempty"`
	// Flight is nil if the restart was not sent.
	Flight *Flight `json:"flight,omitempty"`
	// Again is true if the configuration has requested another restart since this one
	// was sent.
	Again bool `json:"again,omitempty"`
}

// Default timeouts of operations on one instance.
const (
	// SettingTimeout is for operations that leave the instance in service.
	SettingTimeout = 10 * time.Minute
	// RestartTimeout is for restarts, resets and image upgrades: an instance
	// takes up to half an hour to come back.
	RestartTimeout = 45 * time.Minute
)

// settlesAt returns when a change whose response was lost counts as ended.
func (f *Flight) settlesAt() time.Time {
	if f.Long {
		return f.Sent.Add(RestartTimeout)
	}
	return f.Sent.Add(SettingTimeout)
}

// Hash returns the hash of a value: 24 hexadecimal digits, or Absent for nil.
// Write-only values are not part of it.
func Hash(v Value) string {
	if v == nil {
		return Absent
	}
	sum := sha256.Sum256([]byte(Canonical(v)))
	return hex.EncodeToString(sum[:12])
}

// Unfinished names what is not known to be as it was requested, in order:
// settings that the instance may have with any value or whose change is under
// way, "restart" and "reset", and settings of other resources.
func (h Holding) Unfinished() []string {
	var names []string
	for name, e := range h.Settings {
		if e.Applied == "" || e.Flight != nil || e.AwaitsRestart {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if h.Restart != nil {
		names = append(names, "restart")
	}
	if h.Reset != nil {
		names = append(names, "reset")
	}
	for _, o := range h.Owed {
		names = append(names, o.Name())
	}
	return names
}

// Running returns the tasks that may still run on the instance.
func (h Holding) Running() []int64 {
	tasks := slices.Concat(h.Tasks, h.Own())
	slices.Sort(tasks)
	return slices.Compact(tasks)
}

// Own returns the tasks of the resource that may still run on the instance.
func (h Holding) Own() []int64 {
	var tasks []int64
	for _, f := range h.flights() {
		tasks = append(tasks, f.Tasks...)
	}
	return tasks
}

// UnansweredUntil returns when the changes of the resource whose responses were lost
// must have ended, or zero if there are none.
func (h Holding) UnansweredUntil() time.Time {
	var until time.Time
	for _, f := range h.flights() {
		if at := f.settlesAt(); len(f.Tasks) == 0 && at.After(until) {
			until = at
		}
	}
	return until
}

// OutOfService returns when the latest change of those that take the instance out of
// service and whose end was not seen was sent, or zero if there is none.
func (h Holding) OutOfService() time.Time {
	var sent time.Time
	for _, f := range h.flights() {
		if f.Long && f.Sent.After(sent) {
			sent = f.Sent
		}
	}
	return sent
}

// flights returns the changes whose end was not seen.
func (h Holding) flights() []*Flight {
	all := slices.Clone(h.Others)
	for _, name := range slices.Sorted(maps.Keys(h.Settings)) {
		if f := h.Settings[name].Flight; f != nil {
			all = append(all, f)
		}
	}
	if h.Restart != nil && h.Restart.Flight != nil {
		all = append(all, h.Restart.Flight)
	}
	if h.Reset != nil {
		all = append(all, h.Reset)
	}
	return all
}

// Has reports whether the instance is known to have the value, or any value if
// hash is "".
func (e Entry) Has(hash string) bool {
	return e.Flight == nil && !e.AwaitsRestart && e.Applied != "" && (hash == "" || e.Applied == hash)
}

// absent reports whether the instance is known to lack the setting.
func (e Entry) absent() bool { return e.Flight == nil && e.Applied == Absent }

// clone returns a copy that shares no map with h.
func (h Holding) clone() Holding {
	h.Settings = maps.Clone(h.Settings)
	if h.Settings == nil {
		h.Settings = map[string]Entry{}
	}
	return h
}

// Equal reports whether two holdings know the same.
func (h Holding) Equal(other Holding) bool {
	return len(h.flights()) == 0 && len(other.flights()) == 0 && h.Restart == nil && other.Restart == nil &&
		len(h.Tasks) == 0 && len(other.Tasks) == 0 && slices.Equal(h.Owed, other.Owed) && slices.Equal(h.OwedIfErased, other.OwedIfErased) && maps.Equal(h.Settings, other.Settings)
}
