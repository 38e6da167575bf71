package simulator

import (
	"fmt"
	"slices"
	"time"
)

// acceptUploads creates a task for each upload and returns the uploads that got
// one. A fault can omit some.
func (s *Simulator) acceptUploads(r *request, requested []*upload) ([]*upload, *refusal) {
	e := &event{At: r.at, Kind: eventUpload, FirstID: s.nextTask}
	for _, u := range requested {
		if r.omitted("") {
			continue
		}
		u.ID, u.Batch = e.FirstID+int64(len(e.Uploads)), e.FirstID
		u.Status, u.Failure = taskPending, r.injectedFailure("")
		u.Created, u.Start = r.at, r.at.Add(s.startDelay())
		u.End = u.Start.Add(s.taskDuration(u.ID))
		if u.Known {
			u.Start, u.End = r.at, r.at
		}
		u.FileID = fmt.Sprintf("%016x%016x", noise(s.account.seed, noiseFile, uint64(u.ID)), noise(s.account.seed, noiseFile, uint64(u.ID), 1)) //nolint:gosec // ids are positive
		e.Uploads = append(e.Uploads, u)
	}
	if len(e.Uploads) == 0 {
		return nil, nil
	}
	if refused := s.commitRequest(e); refused != nil {
		return nil, refused
	}
	for _, u := range e.Uploads {
		s.counters.Uploads[u.url()]++
	}
	return e.Uploads, nil
}

// beginUpload starts an accepted upload. An app is listed at once, as not
// available; files and images are listed when their upload is done.
func (s *Simulator) beginUpload(u *upload) error {
	if !u.valid() {
		return fmt.Errorf("an upload event without values")
	}
	if u.Kind == uploadApp {
		listed := *u.App
		listed.Uploading = true
		s.account.catalog.addApp(listed)
		s.account.catalog.NextApp = max(s.account.catalog.NextApp, u.App.ID+1)
	}
	s.registerUpload(u)
	return nil
}

// registerUpload makes an upload visible to queries and, if unfinished, schedules
// its end.
func (s *Simulator) registerUpload(u *upload) {
	s.uploads[u.ID] = u
	s.nextTask = max(s.nextTask, u.ID+1)
	if u.Kind != uploadImage { // the list of tasks has no type for images
		s.addToBatch(taskUpload, u.Batch, u.ID, u.Created)
	}
	if !u.unfinished() {
		s.retire(u.ID)
		return
	}
	at, _ := slices.BinarySearchFunc(s.pendingUploads, u, func(a, b *upload) int {
		if c := a.End.Compare(b.End); c != 0 {
			return c
		}
		return int(a.ID - b.ID)
	})
	s.pendingUploads = slices.Insert(s.pendingUploads, at, u)
}

// advanceUploads ends the uploads that are due.
func (s *Simulator) advanceUploads(at time.Time) {
	for len(s.pendingUploads) > 0 && !s.pendingUploads[0].End.After(at) {
		u := s.pendingUploads[0]
		s.pendingUploads = s.pendingUploads[1:]
		s.finishUpload(u)
	}
}

func (s *Simulator) finishUpload(u *upload) {
	u.Status = taskDone
	stored := false
	if u.Failure == nil || u.Failure.Effect {
		err := s.storeUpload(u)
		if stored = err == nil; !stored {
			u.Status, u.ErrorMsg = taskFailed, err.Error()
		}
	}
	if u.Failure != nil {
		u.Status, u.ErrorMsg = u.Failure.Status, u.Failure.Message
	}
	if !stored && u.Kind == uploadApp { // a failed upload leaves no entry
		s.account.catalog.removeApp(u.App.ID)
	}
	u.Failure = nil
	s.notifyUpload(u)
	s.retire(u.ID)
}

// storeUpload adds an upload to the catalog. An error makes the task fail.
func (s *Simulator) storeUpload(u *upload) error {
	name := lastSegment(u.url())
	switch {
	case u.Known:
	case containsWord(u.url(), "unreachable"):
		return fmt.Errorf("110006: download failed: %s cannot be reached", hostOf(u.url()))
	case containsWord(name, "corrupt"):
		return fmt.Errorf("110006: download failed: the MD5 of %s does not match", name)
	}
	switch u.Kind {
	case uploadApp:
		return s.storeApp(u)
	case uploadFile:
		s.storeFile(u)
		return nil
	}
	return s.storeImage(u)
}
