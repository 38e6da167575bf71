package simulator

import (
	"fmt"
	"maps"
	"slices"
)

// InstanceState is the state of an instance, including what the API does not
// return.
type InstanceState struct {
	PadCode    string     `json:"pad_code"`
	GroupID    int        `json:"group_id"`
	Status     int        `json:"status"` // padStatus: 10 running, 11 restarting, 12 resetting, …
	Online     bool       `json:"online"`
	ImageID    string     `json:"image_id"`
	TimeZone   string     `json:"time_zone"`
	Language   string     `json:"language"` // such as de
	Country    string     `json:"country"`  // such as DE
	Location   *Location  `json:"location"` // nil: never set
	Bandwidth  Bandwidth  `json:"bandwidth"`
	Proxy      Proxy      `json:"proxy"`
	ADB        bool       `json:"adb"`
	Properties Properties `json:"properties"` // written values that are in effect
	Persistent Properties `json:"persistent"` // values written persistently; in effect after the next restart
	Unfinished int        `json:"unfinished"` // tasks that are pending or running

	SIM               map[string]string       `json:"sim"`                // values set with updateSIM, by its field names
	AndroidProperties map[string]string       `json:"android_properties"` // stored values; in effect after the next restart
	Apps              map[string]InstalledApp `json:"apps"`               // by package name
	Files             []PushedFile            `json:"files"`              // in the order of the first push
	Blacklist         []string                `json:"blacklist"`          // sorted packages that it refuses to install
	PublicIPs         []string                `json:"public_ips"`         // in the order of binding

	RunningApps []string  `json:"running_apps"` // packages, in the order of their start
	AppRestarts int       `json:"app_restarts"` // restarts of apps since the last reset
	Contacts    []Contact `json:"contacts"`     // added since the last reset
	Streaming   bool      `json:"streaming"`
	Screenshots int       `json:"screenshots"` // taken so far
	Reboots     int       `json:"reboots"`     // restarts, resets and upgrades so far
	Identity    Identity  `json:"identity"`
	DeviceIP    string    `json:"device_ip"`
}

// Instance returns the current state of an instance, and false if the account
// does not have the pad code.
func (s *Simulator) Instance(code string) (InstanceState, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	inst := s.account.byCode[code]
	if inst == nil {
		return InstanceState{}, false
	}
	s.advance(inst, now())
	state := InstanceState{
		PadCode: inst.code, GroupID: inst.group, Status: inst.status, Online: inst.online, ImageID: inst.image,
		TimeZone: inst.settings.TimeZone, Language: inst.settings.Language, Country: inst.settings.Country,
		Bandwidth: inst.settings.Bandwidth, Proxy: inst.settings.Proxy, ADB: inst.adbOpen(),
		Properties: Properties{}, Persistent: inst.settings.Stored.clone(), Unfinished: len(inst.queue),
		SIM: maps.Clone(inst.settings.SIM), AndroidProperties: maps.Clone(inst.settings.Android),
		Apps: maps.Clone(inst.settings.Apps), Files: slices.Clone(inst.settings.Files),
		Blacklist: slices.Clone(inst.settings.Blacklist), PublicIPs: slices.Clone(inst.settings.PublicIPs),
		RunningApps: slices.Clone(inst.settings.RunningApps), AppRestarts: inst.settings.AppRestarts,
		Contacts: slices.Clone(inst.settings.Contacts), Streaming: inst.settings.Streaming, Screenshots: inst.settings.Screenshots,
		Reboots: inst.settings.Reboots, Identity: inst.settings.Identity, DeviceIP: inst.deviceIP(),
	}
	if inst.settings.Location != nil {
		place := *inst.settings.Location
		state.Location = &place
	}
	for _, list := range PropertyLists() {
		state.Properties = state.Properties.write(list, inst.settings.overrides(list))
	}
	return state, true
}

// PadCodes returns the pad codes of the account, in order.
func (s *Simulator) PadCodes() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	codes := make([]string, 0, len(s.account.all))
	for _, inst := range s.account.all {
		codes = append(codes, inst.code)
	}
	return codes
}

// Drift changes settings of instances without a request to the API.
func (s *Simulator) Drift(codes []string, set DriftSet) error {
	if err := set.validate(); err != nil {
		return err
	}
	return s.commitControl(&event{Kind: eventDrift, Pads: codes, Drift: &set})
}

// SetOnline takes instances offline or brings them back online. The tasks of an
// offline instance wait, including a task that was running.
func (s *Simulator) SetOnline(codes []string, online bool) error {
	return s.commitControl(&event{Kind: eventOnline, Pads: codes, Online: online})
}

// SetStatus sets the padStatus of instances, which lasts until a restart or
// reset.
func (s *Simulator) SetStatus(codes []string, status int) error {
	return s.commitControl(&event{Kind: eventStatus, Pads: codes, Status: status})
}

// Remove removes instances from the account. Their unfinished tasks fail.
func (s *Simulator) Remove(codes []string) error {
	return s.commitControl(&event{Kind: eventRemove, Pads: codes})
}

// Add adds new instances to the last group of the account and returns their pad
// codes.
func (s *Simulator) Add(count int) ([]string, error) {
	s.mu.Lock()
	first := s.account.lastNumber + 1
	s.mu.Unlock()
	if count < 1 || first+count-1 > MaxInstances {
		return nil, fmt.Errorf("an account has at most %d instances; unable to add %d", MaxInstances, count)
	}
	if err := s.commitControl(&event{Kind: eventAdd, Count: count}); err != nil {
		return nil, err
	}
	var codes []string
	for n := first; n < first+count; n++ {
		codes = append(codes, padCode(n))
	}
	return codes, nil
}

// commitControl commits an event if all its instances exist.
func (s *Simulator) commitControl(e *event) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if checkDuplicates(e.Pads) != nil {
		return fmt.Errorf("a pad code occurs twice")
	}
	for _, code := range e.Pads {
		if s.account.byCode[code] == nil {
			return fmt.Errorf("no instance %q in the account", code)
		}
	}
	if s.closed {
		return fmt.Errorf("the simulator is closed")
	}
	e.At = now()
	return s.commit(e)
}
