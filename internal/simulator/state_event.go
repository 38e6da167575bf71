package simulator

import (
	"encoding/json"
	"time"
)

// Kinds of events. The state file contains them, so their values must not change.
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
	eventCatalogRemove = "forget" // entries are removed from the catalog
	eventCommand       = "ran"    // a command that has finished at once

	eventBind      = "bind"
	eventUnbind    = "unbind"
	eventBlacklist = "blacklist"
	eventCallback  = "callback"

	eventPowerCycle = "powerCycle"
)

// event is one change of the account. The initial account and its events determine
// the account completely, so the state file stores events.
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
	Callback  *callback  `json:"callback,omitempty"` // nil: the callback is deleted
}

// setFailure makes the task of an instance fail.
func (e *event) setFailure(code string, f *failure) {
	if e.Failures == nil {
		e.Failures = map[string]*failure{}
	}
	e.Failures[code] = f
}

// commit applies an event and appends it to the journal. The response must not be
// sent before that.
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

// commitRequest is commit for the event of a request.
func (s *Simulator) commitRequest(e *event) *refusal {
	if err := s.commit(e); err != nil {
		return refuse(codeInternal, "the simulator cannot write its state file")
	}
	return nil
}
