package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// fakeCatalog is an account with apps. A submit adds one after taskTime.
type fakeCatalog struct {
	engine.API // its other methods are not called

	mu      sync.Mutex
	apps    []armcloud.App
	tasks   map[int64]armcloud.TaskStatus
	submits int
	// lost drops the response to a submit; unlisted keeps its app out of the list.
	lost, unlisted bool
	// end is the final status of a task.
	end      armcloud.TaskStatus
	taskTime time.Duration
	listErr  error // of every listing
	engine   *engine.Engine
}

func newFakeCatalog(apps ...armcloud.App) *fakeCatalog {
	s := &fakeCatalog{apps: apps, tasks: map[int64]armcloud.TaskStatus{}, taskTime: time.Minute, end: armcloud.TaskDone}
	s.engine = engine.New(s, engine.Options{})
	return s
}

func (s *fakeCatalog) Apps(context.Context, armcloud.AppFilter, int, int) (armcloud.Page[armcloud.App], error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return armcloud.Page[armcloud.App]{Items: slices.Clone(s.apps), Total: len(s.apps)}, s.listErr
}

func (s *fakeCatalog) Files(context.Context, int, int) (armcloud.Page[armcloud.File], error) {
	return armcloud.Page[armcloud.File]{}, nil
}

func (s *fakeCatalog) Images(context.Context, int, int) (armcloud.Page[armcloud.Image], error) {
	return armcloud.Page[armcloud.Image]{}, nil
}

func (s *fakeCatalog) TasksBy(_ context.Context, _ *armcloud.Operation, ids []int64) ([]armcloud.Task, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var tasks []armcloud.Task
	for _, id := range ids {
		if status, here := s.tasks[id]; here {
			tasks = append(tasks, armcloud.Task{ID: id, Status: status, Error: "the URL cannot be reached"})
		}
	}
	return tasks, nil
}

// submit accepts an upload of the URL "u". The ids of the apps are 100, 101, …
func (s *fakeCatalog) submit(context.Context) (armcloud.Upload, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.submits++
	id := int64(99 + s.submits)
	s.tasks[id] = armcloud.TaskRunning
	time.AfterFunc(s.taskTime, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.tasks[id] = s.end; s.end.Done() && !s.unlisted {
			s.apps = append(s.apps, armcloud.App{ID: id, URL: "u"})
		}
	})
	if s.lost {
		return armcloud.Upload{}, &armcloud.Error{Class: armcloud.ClassAmbiguous, Operation: armcloud.UploadApps, Message: "lost"}
	}
	return armcloud.Upload{TaskID: id}, nil
}

func (s *fakeCatalog) upload() *upload[armcloud.App] {
	return &upload[armcloud.App]{
		engine: s.engine, operation: armcloud.UploadApps, noun: "app", request: "r", submit: s.submit, catalog: s.engine.Apps(),
		find: func(ctx context.Context, id string) (armcloud.App, bool, error) {
			all, err := s.engine.Apps().Refresh(ctx)
			at := slices.IndexFunc(all, func(a armcloud.App) bool { return fmt.Sprint(a.ID) == id })
			if at < 0 {
				return armcloud.App{}, false, err
			}
			return all[at], true, err
		},
		idOf:    func(id int64, _ string) string { return strings.TrimPrefix(strconv.FormatInt(id, 10), "0") },
		matches: func(a armcloud.App) bool { return a.URL == "u" },
		ready:   func(a armcloud.App) bool { return a.Available == nil || *a.Available },
	}
}

func withHour(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, time.Hour)
}

// An upload is submitted once and awaited. After a lost response, the new entry in
// the catalog is taken, not one that existed before.
func TestUploadIsSubmittedOnce(t *testing.T) {
	for _, lost := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			s := newFakeCatalog(armcloud.App{ID: 1, URL: "u"}, armcloud.App{ID: 2, URL: "other"})
			s.lost = lost
			ctx, cancel := withHour(t.Context())
			defer cancel()
			began := time.Now()
			app, pending, err := s.upload().run(ctx, nil)
			if err != nil || pending != nil || app.ID != 100 || s.submits != 1 || time.Since(began) > 2*time.Minute {
				t.Errorf("lost %v: got app %d, %+v, %v after %d submits and %s", lost, app.ID, pending, err, s.submits, time.Since(began))
			}
		})
	}
}

// Two equal uploads with lost responses take different entries.
func TestEqualUploadsTakeDifferentEntries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeCatalog()
		s.lost = true
		ctx, cancel := withHour(t.Context())
		defer cancel()
		ids := make(chan int64, 2)
		for range 2 {
			go func() {
				app, _, err := s.upload().run(ctx, nil)
				if err != nil {
					t.Error(err)
				}
				ids <- app.ID
			}()
		}
		if a, b := <-ids, <-ids; a+b != 201 || s.submits != 2 {
			t.Errorf("got %d and %d after %d submits", a, b, s.submits)
		}
	})
}

// An upload whose response was lost and that is never listed fails after a few
// minutes, long before the timeout, without another submit. The next run looks for it again before it uploads again.
func TestUploadNeverListed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeCatalog()
		s.lost, s.unlisted = true, true
		ctx, cancel := withHour(t.Context())
		defer cancel()
		began := time.Now()
		_, pending, err := s.upload().run(ctx, nil)
		if err == nil || pending == nil || s.submits != 1 || time.Since(began) != arrivalTimeout {
			t.Fatalf("got %+v, %v after %d submits and %s", pending, err, s.submits, time.Since(began))
		}
		for _, words := range []string{"was lost", "did not list the app within 5 minutes", "may still be running", "not sent again", "run terraform apply again"} {
			if !strings.Contains(err.Error(), words) {
				t.Errorf("the error does not say %q: %v", words, err)
			}
		}
		s.lost, s.unlisted = false, false
		again, cancel := withHour(t.Context())
		defer cancel()
		began = time.Now()
		app, pending, err := s.upload().run(again, pending)
		if err != nil || pending != nil || app.ID != 101 || s.submits != 2 || time.Since(began) > 2*time.Minute {
			t.Errorf("the next run got %d, %+v, %v after %d submits and %s", app.ID, pending, err, s.submits, time.Since(began))
		}
	})
}

// A run ends soon after its deadline or an interrupt although the submit is not
// answered. The upload counts as lost: the next run takes it if it arrives. In the
// control, the submit is answered and its task is known.
func TestUnansweredUploadEndsInTime(t *testing.T) {
	for _, answered := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			s := newFakeCatalog()
			u := s.upload()
			u.submit = func(ctx context.Context) (armcloud.Upload, error) {
				response, err := s.submit(ctx)
				if !answered {
					time.Sleep(time.Minute)
				}
				return response, err
			}
			ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
			defer cancel()
			began := time.Now()
			_, pending, err := u.run(ctx, nil)
			if took := time.Since(began); !errors.Is(err, context.DeadlineExceeded) || pending == nil || answered != (pending.Task != 0) || took > 4*time.Second+submitGrace {
				t.Fatalf("answered %t: got %+v, %v after %s, want a pending upload within %s of the deadline", answered, pending, err, took, submitGrace)
			}
			again, cancel := withHour(t.Context())
			defer cancel()
			app, pending, err := u.run(again, pending)
			if err != nil || pending != nil || app.ID != 100 || s.submits != 1 {
				t.Errorf("answered %t: the next run got %d, %+v, %v after %d submits", answered, app.ID, pending, err, s.submits)
			}
		})
	}
}

// The run after an interrupted one resumes the upload without a submit: by its
// task, or after a lost response by the entries that existed before.
func TestInterruptedUploadIsResumed(t *testing.T) {
	for _, lost := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			s := newFakeCatalog(armcloud.App{ID: 1, URL: "u"})
			s.lost = lost
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(10*time.Second, cancel)
			_, pending, err := s.upload().run(ctx, nil)
			if !errors.Is(err, context.Canceled) || pending == nil || (pending.Task == 0) != lost {
				t.Fatalf("lost %v: got %+v, %v", lost, pending, err)
			}
			again, stop := withHour(t.Context())
			defer stop()
			// Another process knows only the pending upload.
			other := newFakeCatalog(s.apps...)
			other.tasks, other.engine = s.tasks, engine.New(s, engine.Options{})
			next := s.upload()
			next.engine, next.catalog = other.engine, other.engine.Apps()
			app, still, err := next.run(again, pending)
			if err != nil || still != nil || app.ID != 100 || s.submits != 1 {
				t.Errorf("lost %v: the next run got %d, %+v, %v after %d submits", lost, app.ID, still, err, s.submits)
			}
		})
	}
}

// A failed task leaves nothing pending and is the error. A run that resumes a
// failed task uploads again.
func TestUploadFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeCatalog()
		s.end = armcloud.TaskFailed
		ctx, cancel := withHour(t.Context())
		defer cancel()
		_, pending, err := s.upload().run(ctx, nil)
		var failed *engine.TaskFailedError
		if !errors.As(err, &failed) || pending != nil || !strings.Contains(err.Error(), "cannot be reached") {
			t.Errorf("got %+v, %v", pending, err)
		}
		s.end = armcloud.TaskDone
		app, _, err := s.upload().run(ctx, &pendingUpload{Task: 100, Since: time.Now()})
		if err != nil || app.ID != 101 || s.submits != 2 {
			t.Errorf("the next run got %d, %v after %d submits", app.ID, err, s.submits)
		}
	})
}

// Nothing is pending after a refusal, nor if the catalog could not be read.
func TestUploadNotSubmitted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeCatalog()
		refused := s.upload()
		refused.submit = func(context.Context) (armcloud.Upload, error) {
			return armcloud.Upload{}, &armcloud.Error{Class: armcloud.ClassReadOnly}
		}
		if _, pending, err := refused.run(t.Context(), nil); pending != nil || !armcloud.Is(err, armcloud.ClassReadOnly) {
			t.Errorf("refused: got %+v, %v", pending, err)
		}
		s.listErr = &armcloud.Error{Class: armcloud.ClassAuth}
		if _, pending, err := s.upload().run(t.Context(), nil); pending != nil || !armcloud.Is(err, armcloud.ClassAuth) || s.submits != 0 {
			t.Errorf("list error: got %+v, %v after %d submits", pending, err, s.submits)
		}
	})
}

// Without a catalog, the upload ends with its task. A lost response fails at once,
// and the next run submits again.
func TestUploadWithoutCatalog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newFakeCatalog()
		s.listErr = &armcloud.Error{Class: armcloud.ClassUnavailable}
		ctx, cancel := withHour(t.Context())
		defer cancel()
		if app, pending, err := s.upload().run(ctx, nil); err != nil || pending != nil || app.ID != 0 {
			t.Errorf("got %d, %+v, %v", app.ID, pending, err)
		}
		s.lost = true
		began := time.Now()
		_, pending, err := s.upload().run(ctx, nil)
		if err == nil || pending == nil || s.submits != 2 || time.Since(began) > 0 || !strings.Contains(err.Error(), "does not list the apps") {
			t.Errorf("lost: got %+v, %v after %d submits and %s", pending, err, s.submits, time.Since(began))
		}
		s.lost = false
		if _, pending, err = s.upload().run(ctx, pending); err != nil || pending != nil || s.submits != 3 {
			t.Errorf("the next run: got %+v, %v after %d submits", pending, err, s.submits)
		}
	})
}

// An entry that is not available yet is waited for. It is an error if the entry
// disappears again, never becomes available, or is not listed after its task is
// done.
func TestUploadListedEarly(t *testing.T) {
	no, yes := false, true
	for name, c := range map[string]struct {
		then func(s *fakeCatalog)
		want string
	}{
		"available later":   {func(s *fakeCatalog) { s.apps = []armcloud.App{{ID: 7, URL: "u", Available: &yes}} }, ""},
		"disappears":        {func(s *fakeCatalog) { s.apps = nil }, "then disappeared"},
		"stays unavailable": {func(*fakeCatalog) {}, "stopped waiting for the app to become available"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newFakeCatalog()
			s.lost, s.unlisted = true, true
			time.AfterFunc(5*time.Second, func() {
				s.mu.Lock()
				defer s.mu.Unlock()
				s.apps = []armcloud.App{{ID: 7, URL: "u", Available: &no}}
			})
			time.AfterFunc(10*time.Minute, func() {
				s.mu.Lock()
				defer s.mu.Unlock()
				c.then(s)
			})
			ctx, cancel := withHour(t.Context())
			defer cancel()
			app, _, err := s.upload().run(ctx, nil)
			switch {
			case c.want == "" && (err != nil || app.ID != 7 || app.Available != &yes):
				t.Errorf("%s: got %+v, %v", name, app, err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("%s: got %v, want %q", name, err, c.want)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		s := newFakeCatalog()
		s.unlisted = true
		ctx, cancel := withHour(t.Context())
		defer cancel()
		_, pending, err := s.upload().run(ctx, nil)
		if pending == nil || err == nil || !strings.Contains(err.Error(), "the catalog does not list the app") {
			t.Errorf("never listed: got %+v, %v", pending, err)
		}
	})
}
