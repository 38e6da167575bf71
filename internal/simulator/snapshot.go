package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

const stateVersion = 1

// savedState is the first line of a state file. Phones that are like new are
// left out.
type savedState struct {
	Version   int          `json:"version"`
	Seed      uint64       `json:"seed"`
	Planned   int          `json:"planned"` // phones at the very start
	Last      int          `json:"last"`    // number of the newest phone
	NextTask  int64        `json:"nextTask"`
	Removed   []int        `json:"removed,omitempty"`
	Images    []Image      `json:"images,omitempty"`    // of files from before Catalogue
	Catalogue *catalogue   `json:"catalogue,omitempty"` // nil: like new
	Phones    []savedPhone `json:"phones,omitempty"`
	Tasks     []savedTask  `json:"tasks,omitempty"`   // by id
	Uploads   []*upload    `json:"uploads,omitempty"` // by id

	Callback   *callback             `json:"callback,omitempty"`
	Blacklists map[string][]blackApp `json:"blacklists,omitempty"` // by grade
}

type savedPhone struct {
	Number int       `json:"number"`
	Status int       `json:"status"`
	Online bool      `json:"online"`
	Image  string    `json:"image"`
	Set    settings  `json:"set"`
	Phases []phase   `json:"phases,omitempty"`
	Free   time.Time `json:"free"`
}

type savedTask struct {
	ID        int64           `json:"id"`
	Batch     int64           `json:"batch,omitempty"`
	Number    int             `json:"number"`
	Operation string          `json:"operation"`
	Args      json.RawMessage `json:"args,omitempty"`
	Created   time.Time       `json:"created"`
	Start     time.Time       `json:"start"`
	End       time.Time       `json:"end"`
	Status    int             `json:"status"`
	Result    string          `json:"result,omitempty"`
	ErrorMsg  string          `json:"errorMsg,omitempty"`
	Failure   *failure        `json:"failure,omitempty"`
}

// snapshot is the account as one line of JSON.
func (s *Simulator) snapshot() ([]byte, error) {
	a := s.account
	state := savedState{Version: stateVersion, Seed: a.seed, Planned: a.planned, Last: a.last, NextTask: s.nextTask}
	if a.catalogue.touched {
		state.Catalogue = &a.catalogue
	}
	state.Callback, state.Blacklists = a.callback, a.blacklists
	next := 1
	for _, p := range a.all {
		for ; next < p.number; next++ {
			state.Removed = append(state.Removed, next)
		}
		next++
		if p.touched {
			state.Phones = append(state.Phones, savedPhone{p.number, p.status, p.online, p.image, p.set, p.phases, p.free})
		}
	}
	for ; next <= a.last; next++ {
		state.Removed = append(state.Removed, next)
	}
	for _, id := range slices.Sorted(maps.Keys(s.tasks)) {
		t := s.tasks[id]
		state.Tasks = append(state.Tasks, savedTask{
			t.id, t.batch, t.phone.number, t.operation.name, t.args, t.created, t.start, t.end,
			t.status, t.result, t.errorMsg, t.failure,
		})
	}
	for _, id := range slices.Sorted(maps.Keys(s.uploads)) {
		state.Uploads = append(state.Uploads, s.uploads[id])
	}
	text, err := json.Marshal(state)
	if err != nil {
		return nil, fmt.Errorf("unable to encode the state: %w", err)
	}
	return text, nil
}

// restore makes the account that a snapshot describes.
func (s *Simulator) restore(text []byte) error {
	var state savedState
	if err := json.Unmarshal(text, &state); err != nil {
		return fmt.Errorf("the snapshot is damaged: %w", err)
	}
	if state.Version != stateVersion {
		return fmt.Errorf("it has version %d, this program writes version %d", state.Version, stateVersion)
	}
	if state.Planned < 1 || state.Last < state.Planned || state.Last > MaxPhones || state.NextTask < firstTaskID {
		return errors.New("the snapshot has figures out of range")
	}
	s.account = newAccount(state.Seed, state.Planned)
	for s.account.last < state.Last {
		s.account.add()
	}
	s.nextTask = state.NextTask
	if state.Catalogue != nil {
		s.account.catalogue = *state.Catalogue
		s.account.catalogue.touched = true
		s.account.catalogue.NextApp = max(s.account.catalogue.NextApp, firstUploadedApp)
	}
	for _, i := range state.Images {
		s.account.catalogue.addImage(i)
	}
	s.account.callback = state.Callback
	maps.Copy(s.account.blacklists, state.Blacklists)
	removed := map[int]*phone{}
	for _, number := range state.Removed {
		if p := s.account.byCode[padCode(number)]; p != nil {
			removed[number] = p
			s.account.remove(p)
		}
	}
	for _, saved := range state.Phones {
		if err := s.restorePhone(saved); err != nil {
			return err
		}
	}
	for _, saved := range state.Tasks {
		if err := s.restoreTask(saved, removed); err != nil {
			return err
		}
	}
	for _, u := range state.Uploads {
		if !u.complete() {
			return errors.New("an upload without values")
		}
		s.keepUpload(u)
	}
	return nil
}

func (s *Simulator) restorePhone(saved savedPhone) error {
	p := s.account.byCode[padCode(saved.Number)]
	if p == nil {
		return fmt.Errorf("phone %d is not in the account", saved.Number)
	}
	p.touched, p.image, p.set, p.phases, p.free = true, saved.Image, saved.Set, saved.Phases, saved.Free
	if p.set.Language == "" { // a file from before the language was kept
		p.set.Language, p.set.Country = defaultLanguage, defaultCountry
	}
	for _, publicIP := range p.set.PublicIPs {
		s.account.bind(p, publicIP)
	}
	s.account.setOnline(p, saved.Online)
	s.account.setStatus(p, saved.Status)
	return nil
}

func (s *Simulator) restoreTask(saved savedTask, removed map[int]*phone) error {
	p := s.account.byCode[padCode(saved.Number)]
	if p == nil {
		p = removed[saved.Number]
	}
	op := operationNamed(saved.Operation)
	if p == nil || op == nil {
		return fmt.Errorf("task %d has an unknown phone or operation", saved.ID)
	}
	t := &task{
		id: saved.ID, batch: saved.Batch, phone: p, operation: op, args: saved.Args, created: saved.Created,
		start: saved.Start, end: saved.End, status: saved.Status,
		result: saved.Result, errorMsg: saved.ErrorMsg, failure: saved.Failure,
	}
	if t.batch == 0 { // a file from before batches were kept
		t.batch = t.id
	}
	s.keepTask(t)
	if t.unfinished() {
		p.queue = append(p.queue, t)
	} else {
		s.remember(t.id)
	}
	return nil
}
