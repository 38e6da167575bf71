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

// savedState is the first line of a state file. It omits instances that have not
// been modified.
type savedState struct {
	Version   int             `json:"version"`
	Seed      uint64          `json:"seed"`
	Initial   int             `json:"planned"` // number of instances at the start
	Last      int             `json:"last"`    // number of the newest instance
	NextTask  int64           `json:"nextTask"`
	Removed   []int           `json:"removed,omitempty"`
	Images    []Image         `json:"images,omitempty"`    // of files written before Catalog existed
	Catalog   *catalog        `json:"catalogue,omitempty"` // nil: not modified
	Instances []savedInstance `json:"phones,omitempty"`
	Tasks     []savedTask     `json:"tasks,omitempty"`   // by id
	Uploads   []*upload       `json:"uploads,omitempty"` // by id

	Callback   *callback                   `json:"callback,omitempty"`
	Blacklists map[string][]blacklistedApp `json:"blacklists,omitempty"` // by grade
	Tokens     []IssuedToken               `json:"tokens,omitempty"`     // oldest first
}

type savedInstance struct {
	Number int            `json:"number"`
	Status int            `json:"status"`
	Online bool           `json:"online"`
	Image  string         `json:"image"`
	Set    settings       `json:"set"`
	Phases []statusChange `json:"phases,omitempty"`
	Free   time.Time      `json:"free"`
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

// snapshot returns the account as one line of JSON.
func (s *Simulator) snapshot() ([]byte, error) {
	a := s.account
	state := savedState{Version: stateVersion, Seed: a.seed, Initial: a.initial, Last: a.lastNumber, NextTask: s.nextTask}
	if a.catalog.modified {
		state.Catalog = &a.catalog
	}
	state.Callback, state.Blacklists, state.Tokens = a.callback, a.blacklists, a.tokens
	next := 1
	for _, inst := range a.all {
		for ; next < inst.number; next++ {
			state.Removed = append(state.Removed, next)
		}
		next++
		if inst.modified {
			state.Instances = append(state.Instances, savedInstance{inst.number, inst.status, inst.online, inst.image, inst.settings, inst.statusChanges, inst.idleSince})
		}
	}
	for ; next <= a.lastNumber; next++ {
		state.Removed = append(state.Removed, next)
	}
	for _, id := range slices.Sorted(maps.Keys(s.tasks)) {
		t := s.tasks[id]
		state.Tasks = append(state.Tasks, savedTask{
			t.id, t.batch, t.instance.number, t.operation.name, t.args, t.created, t.start, t.end,
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

// restore creates the account of a snapshot.
func (s *Simulator) restore(text []byte) error {
	var state savedState
	if err := json.Unmarshal(text, &state); err != nil {
		return fmt.Errorf("the snapshot is damaged: %w", err)
	}
	if state.Version != stateVersion {
		return fmt.Errorf("the file has version %d, want version %d", state.Version, stateVersion)
	}
	if state.Initial < 1 || state.Last < state.Initial || state.Last > MaxInstances || state.NextTask < firstTaskID {
		return errors.New("the snapshot has numbers out of range")
	}
	s.account = newAccount(state.Seed, state.Initial)
	for s.account.lastNumber < state.Last {
		s.account.add()
	}
	s.nextTask = state.NextTask
	if state.Catalog != nil {
		s.account.catalog = *state.Catalog
		s.account.catalog.modified = true
		s.account.catalog.NextApp = max(s.account.catalog.NextApp, firstUploadedApp)
	}
	for _, i := range state.Images {
		s.account.catalog.addImage(i)
	}
	s.account.callback, s.account.tokens = state.Callback, state.Tokens
	maps.Copy(s.account.blacklists, state.Blacklists)
	removed := map[int]*instance{}
	for _, number := range state.Removed {
		if inst := s.account.byCode[padCode(number)]; inst != nil {
			removed[number] = inst
			s.account.remove(inst)
		}
	}
	for _, saved := range state.Instances {
		if err := s.restoreInstance(saved); err != nil {
			return err
		}
	}
	for _, saved := range state.Tasks {
		if err := s.restoreTask(saved, removed); err != nil {
			return err
		}
	}
	for _, u := range state.Uploads {
		if !u.valid() {
			return errors.New("an upload without values")
		}
		s.registerUpload(u)
	}
	return nil
}

func (s *Simulator) restoreInstance(saved savedInstance) error {
	inst := s.account.byCode[padCode(saved.Number)]
	if inst == nil {
		return fmt.Errorf("instance %d is not in the account", saved.Number)
	}
	inst.modified, inst.image, inst.settings, inst.statusChanges, inst.idleSince = true, saved.Image, saved.Set, saved.Phases, saved.Free
	if inst.settings.Language == "" { // written before the language was stored
		inst.settings.Language, inst.settings.Country = defaultLanguage, defaultCountry
	}
	for _, publicIP := range inst.settings.PublicIPs {
		s.account.bind(inst, publicIP)
	}
	s.account.setOnline(inst, saved.Online)
	s.account.setStatus(inst, saved.Status)
	return nil
}

func (s *Simulator) restoreTask(saved savedTask, removed map[int]*instance) error {
	inst := s.account.byCode[padCode(saved.Number)]
	if inst == nil {
		inst = removed[saved.Number]
	}
	op := operationByName(saved.Operation)
	if inst == nil || op == nil {
		return fmt.Errorf("task %d has an unknown instance or operation", saved.ID)
	}
	t := &task{
		id: saved.ID, batch: saved.Batch, instance: inst, operation: op, args: saved.Args, created: saved.Created,
		start: saved.Start, end: saved.End, status: saved.Status,
		result: saved.Result, errorMsg: saved.ErrorMsg, failure: saved.Failure,
	}
	if t.batch == 0 { // written before batches were stored
		t.batch = t.id
	}
	s.registerTask(t)
	if t.unfinished() {
		inst.queue = append(inst.queue, t)
	} else {
		s.retire(t.id)
	}
	return nil
}
