package simulator

import (
	"encoding/json"
	"time"
)

// Kinds of events.
const (
	eventSubmit        = "submit"
	eventApply         = "act" // an operation without a task
	eventDrift         = "drift"
	eventOnline        = "online"
	eventStatus        = "status"
	eventRemove        = "remove"
	eventAdd           = "add"
	eventImage         = "image"
	eventUpload        = "upload"
	eventCatalogRemove = "forget" // things leave the catalog
	eventCommand       = "ran"    // a command that was over at once

	eventBind      = "bind"
	eventUnbind    = "unbind"
	eventBlacklist = "blacklist"
	eventCallback  = "callback"
)

// event is one thing that happened to the account. The account follows from
// its start and its events alone, so the state file keeps them as they are.
type event struct {
	At   time.Time `json:"at"`
	Kind string    `json:"kind"`
	Pads []string  `json:"pads,omitempty"`

	Operation string              `json:"operation,omitempty"`
	Args      json.RawMessage     `json:"args,omitempty"`
	FirstID   int64               `json:"firstId,omitempty"`
	Failures  map[string]*failure `json:"failures,omitempty"`

	Online bool      `json:"online,omitempty"`
	Status int       `json:"status,omitempty"`
	Drift  *DriftSet `json:"drift,omitempty"`
	Count  int       `json:"count,omitempty"`
	Image  *Image    `json:"image,omitempty"`

	Uploads []*upload     `json:"uploads,omitempty"`
	Remove  *CatalogItems `json:"forget,omitempty"`

	PublicIP  string     `json:"publicIP,omitempty"`
	Blacklist *blacklist `json:"blacklist,omitempty"`
	Callback  *callback  `json:"callback,omitempty"` // nil: it is taken away
}

// setFailure prepares the end of an instance's task.
func (e *event) setFailure(code string, f *failure) {
	if e.Failures == nil {
		e.Failures = map[string]*failure{}
	}
	e.Failures[code] = f
}

// commit lets an event happen and keeps it, before anybody is told.
func (s *Simulator) commit(e *event) error {
	if err := s.apply(e); err != nil {
		return err
	}
	s.setAlarms(e.Pads...)
	if s.journal == nil {
		return nil
	}
	return s.journal.append(s, e)
}
