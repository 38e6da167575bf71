package simulator

import (
	"fmt"
	"slices"
)

// statusDeleted is the padStatus by which callbacks say that a phone is gone
// (newer documents).
const statusDeleted = -1

// goLive begins to tell what happens. What the state file remembers was told
// when it happened; of what was not over when a simulator was killed, some may
// be told twice.
func (s *Simulator) startNotifying() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.live = true
	s.account.onStatusChange = s.notifyStatus
	s.account.onConnectionChange = s.notifyConnection
	s.resetAlarms()
}

func (s *Simulator) notifying() bool { return s.live && !s.closed && s.account.callback != nil }

// tellStatus calls back for a padStatus.
func (s *Simulator) notifyStatus(inst *instance, status int) {
	if s.notifying() {
		s.enqueueCallback(CallbackStatus, inst.number, s.statusPayload(inst, status))
	}
}

// tellConnection and tellRemoval call back at the current level alone: the
// document of 2024 knows of neither.
func (s *Simulator) notifyConnection(inst *instance) {
	if s.options.Level == LevelCurrent {
		s.notifyStatus(inst, inst.status)
	}
}

func (s *Simulator) notifyRemoval(inst *instance) {
	if s.options.Level == LevelCurrent {
		s.notifyStatus(inst, statusDeleted)
	}
}

// tellEnd calls back for a task that has ended.
func (s *Simulator) notifyTaskEnd(t *task) {
	if !s.notifying() {
		return
	}
	if kind, b := s.taskPayload(t); kind != 0 {
		s.enqueueCallback(kind, t.instance.number, b)
	}
}

// tellUpload calls back for an upload of an app or a file that has ended.
func (s *Simulator) notifyUpload(u *upload) {
	if s.notifying() && u.Kind != uploadImage {
		s.enqueueCallback(CallbackFileUpload, int(u.ID), payload{
			"taskId": u.ID, "taskStatus": u.Status, "originFileUrl": u.url(), "fileUniqueId": u.FileID,
		})
	}
}

// CallbackState is the callback of the account and what became of the
// callbacks so far, or since ResetCounters.
type CallbackState struct {
	URL        string             `json:"url"` // "": none is configured
	TypeIDs    []int              `json:"type_ids"`
	Waiting    int                `json:"waiting"` // callbacks that were not tried yet
	Deliveries map[int]Deliveries `json:"deliveries"`
	Types      []CallbackType     `json:"types"` // all that the service knows
}

// Callback tells the callback of the account.
func (s *Simulator) Callback() CallbackState {
	state := CallbackState{Deliveries: s.Counters().Callbacks, TypeIDs: []int{}, Types: slices.Clone(callbackTypes)}
	s.mu.Lock()
	defer s.mu.Unlock()
	state.Waiting = s.sender.waiting
	if c := s.account.callback; c != nil {
		state.URL, state.TypeIDs = c.URL, slices.Clone(c.Types)
	}
	return state
}

// SetCallback gives the account a callback behind everybody's back, or with an
// empty address takes it away. Without type ids it gets all types. Errors: an
// address without http:// or https://, an unknown type id, a closed simulator,
// a state file that cannot be written.
func (s *Simulator) SetCallback(address string, typeIDs ...int) error {
	if address == "" {
		if len(typeIDs) > 0 {
			return fmt.Errorf("a callback that is taken away has no types")
		}
		return s.commitControl(&event{Kind: eventCallback})
	}
	c := &callback{URL: address, Types: sortedSet(typeIDs)}
	if err := c.validate(); err != nil {
		return err
	}
	if len(typeIDs) == 0 {
		for _, t := range callbackTypes {
			c.Types = append(c.Types, t.ID)
		}
		c.Types = sortedSet(c.Types)
	}
	return s.commitControl(&event{Kind: eventCallback, Callback: c})
}
