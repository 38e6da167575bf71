package simulator

import (
	"fmt"
	"maps"
	"slices"
)

// PhoneState is what a phone is like, with what the API does not show.
type PhoneState struct {
	PadCode    string     `json:"pad_code"`
	GroupID    int        `json:"group_id"`
	Status     int        `json:"status"` // padStatus: 10 running, 11 restarting, 12 resetting, …
	Online     bool       `json:"online"`
	ImageID    string     `json:"image_id"`
	TimeZone   string     `json:"time_zone"`
	Language   string     `json:"language"` // such as de
	Country    string     `json:"country"`  // such as DE
	Location   *Location  `json:"location"` // nil: never told
	Bandwidth  Bandwidth  `json:"bandwidth"`
	Proxy      Proxy      `json:"proxy"`
	ADB        bool       `json:"adb"`
	Properties Properties `json:"properties"` // written values that the phone has
	Persistent Properties `json:"persistent"` // written persistently, shown after the next restart
	Unfinished int        `json:"unfinished"` // tasks that are pending or running

	SIM               map[string]string       `json:"sim"`                // what it was told, by the names of updateSIM
	AndroidProperties map[string]string       `json:"android_properties"` // stored; the phone shows them after the next restart
	Apps              map[string]InstalledApp `json:"apps"`               // by package name
	Files             []PushedFile            `json:"files"`              // in the order of the first push
	Blacklist         []string                `json:"blacklist"`          // packages that it refuses to install, sorted
	PublicIPs         []string                `json:"public_ips"`         // in the order in which they were bound
}

// Phone tells what a phone is like now; false if the account has none of that
// pad code.
func (s *Simulator) Phone(code string) (PhoneState, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.account.byCode[code]
	if p == nil {
		return PhoneState{}, false
	}
	s.advance(p, now())
	state := PhoneState{
		PadCode: p.code, GroupID: p.group, Status: p.status, Online: p.online, ImageID: p.image,
		TimeZone: p.set.TimeZone, Language: p.set.Language, Country: p.set.Country,
		Bandwidth: p.set.Bandwidth, Proxy: p.set.Proxy, ADB: p.adb(),
		Properties: Properties{}, Persistent: p.set.Stored.clone(), Unfinished: len(p.queue),
		SIM: maps.Clone(p.set.SIM), AndroidProperties: maps.Clone(p.set.Android),
		Apps: maps.Clone(p.set.Apps), Files: slices.Clone(p.set.Files),
		Blacklist: slices.Clone(p.set.Blacklist), PublicIPs: slices.Clone(p.set.PublicIPs),
	}
	if p.set.Location != nil {
		place := *p.set.Location
		state.Location = &place
	}
	for _, list := range []string{listModem, listSystem, listSetting, listOAID} {
		state.Properties = state.Properties.write(list, p.set.effective(list))
	}
	return state, true
}

// PadCodes is the pad codes of the account, in its order.
func (s *Simulator) PadCodes() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	codes := make([]string, 0, len(s.account.all))
	for _, p := range s.account.all {
		codes = append(codes, p.code)
	}
	return codes
}

// Drift changes phones behind everybody's back.
func (s *Simulator) Drift(codes []string, set DriftSet) error {
	if err := set.validate(); err != nil {
		return err
	}
	return s.manage(&event{Kind: eventDrift, Pads: codes, Drift: &set})
}

// SetOnline takes phones off line or brings them back. The tasks of a phone
// that is off line wait, also one that was running.
func (s *Simulator) SetOnline(codes []string, online bool) error {
	return s.manage(&event{Kind: eventOnline, Pads: codes, Online: online})
}

// SetStatus gives phones a padStatus, which they keep until a restart or reset.
func (s *Simulator) SetStatus(codes []string, status int) error {
	return s.manage(&event{Kind: eventStatus, Pads: codes, Status: status})
}

// Remove takes phones out of the account; their unfinished tasks fail.
func (s *Simulator) Remove(codes []string) error {
	return s.manage(&event{Kind: eventRemove, Pads: codes})
}

// Add puts new phones into the account, in its last group, and returns their
// pad codes.
func (s *Simulator) Add(count int) ([]string, error) {
	s.mu.Lock()
	first := s.account.last + 1
	s.mu.Unlock()
	if count < 1 || first+count-1 > MaxPhones {
		return nil, fmt.Errorf("an account has at most %d phones; unable to add %d", MaxPhones, count)
	}
	if err := s.manage(&event{Kind: eventAdd, Count: count}); err != nil {
		return nil, err
	}
	var codes []string
	for n := first; n < first+count; n++ {
		codes = append(codes, padCode(n))
	}
	return codes, nil
}

// manage lets an event happen to phones that all exist.
func (s *Simulator) manage(e *event) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if noDuplicates(e.Pads) != nil {
		return fmt.Errorf("a pad code is named twice")
	}
	for _, code := range e.Pads {
		if s.account.byCode[code] == nil {
			return fmt.Errorf("no phone %q in the account", code)
		}
	}
	if s.closed {
		return fmt.Errorf("the simulator is closed")
	}
	e.At = now()
	return s.happen(e)
}
