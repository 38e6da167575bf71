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

// shelf is an account with apps; a submit puts one there after a while.
type shelf struct {
	engine.API // what is not written down here is not called

	mu      sync.Mutex
	apps    []armcloud.App
	tasks   map[int64]armcloud.TaskStatus
	submits int
	// lost loses the answer to a submit; fails is the end of its task; never
	// keeps what was submitted from the list.
	lost, never bool
	fails       armcloud.TaskStatus
	taskTime    time.Duration
	unlisted    error // what listing fails with
	engine      *engine.Engine
}

func newShelf(apps ...armcloud.App) *shelf {
	s := &shelf{apps: apps, tasks: map[int64]armcloud.TaskStatus{}, taskTime: time.Minute, fails: armcloud.TaskDone}
	s.engine = engine.New(s, engine.Options{})
	return s
}

func (s *shelf) Apps(context.Context, armcloud.AppFilter, int, int) (armcloud.Page[armcloud.App], error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return armcloud.Page[armcloud.App]{Items: slices.Clone(s.apps), Total: len(s.apps)}, s.unlisted
}

func (s *shelf) Files(context.Context, int, int) (armcloud.Page[armcloud.File], error) {
	return armcloud.Page[armcloud.File]{}, nil
}

func (s *shelf) Images(context.Context, int, int) (armcloud.Page[armcloud.Image], error) {
	return armcloud.Page[armcloud.Image]{}, nil
}

func (s *shelf) TasksBy(_ context.Context, _ *armcloud.Operation, ids []int64) ([]armcloud.Task, error) {
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

// submit takes an upload of the URL "u", whose app has the id 100 and more.
func (s *shelf) submit(context.Context) (armcloud.Upload, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.submits++
	id := int64(99 + s.submits)
	s.tasks[id] = armcloud.TaskRunning
	time.AfterFunc(s.taskTime, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.tasks[id] = s.fails; s.fails.Done() && !s.never {
			s.apps = append(s.apps, armcloud.App{ID: id, URL: "u"})
		}
	})
	if s.lost {
		return armcloud.Upload{}, &armcloud.Error{Class: armcloud.ClassAmbiguous, Operation: armcloud.UploadApps, Message: "lost"}
	}
	return armcloud.Upload{TaskID: id}, nil
}

func (s *shelf) upload() *upload[armcloud.App] {
	return &upload[armcloud.App]{
		engine: s.engine, operation: armcloud.UploadApps, noun: "app", request: "r", submit: s.submit, catalogue: s.engine.Apps(),
		find: func(ctx context.Context, id string) (armcloud.App, bool, error) {
			all, err := s.engine.Apps().Refresh(ctx)
			at := slices.IndexFunc(all, func(a armcloud.App) bool { return fmt.Sprint(a.ID) == id })
			if at < 0 {
				return armcloud.App{}, false, err
			}
			return all[at], true, err
		},
		told:  func(id int64, _ string) string { return strings.TrimPrefix(strconv.FormatInt(id, 10), "0") },
		is:    func(a armcloud.App) bool { return a.URL == "u" },
		ready: func(a armcloud.App) bool { return a.Available == nil || *a.Available },
	}
}

func inHour(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, time.Hour)
}

// What is uploaded is submitted once and awaited; a lost answer is settled by
// the catalogue. Entries that were there before are not taken for it.
func TestUploadIsSubmittedOnce(t *testing.T) {
	for _, lost := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			s := newShelf(armcloud.App{ID: 1, URL: "u"}, armcloud.App{ID: 2, URL: "other"})
			s.lost = lost
			ctx, cancel := inHour(t.Context())
			defer cancel()
			began := time.Now()
			app, left, err := s.upload().run(ctx, nil)
			if err != nil || left != nil || app.ID != 100 || s.submits != 1 || time.Since(began) > 2*time.Minute {
				t.Errorf("lost %v: got app %d, %+v, %v after %d submits and %s", lost, app.ID, left, err, s.submits, time.Since(began))
			}
		})
	}
}

// Two equal uploads whose answers were lost take an entry each.
func TestEqualUploadsTakeAnEntryEach(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.lost = true
		ctx, cancel := inHour(t.Context())
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

// An upload whose answer was lost and that never shows is no reason for
// another one: the error says what may be, at the end of the timeout. The next run
// looks again, and uploads again only then.
func TestUploadThatNeverShows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.lost, s.never = true, true
		ctx, cancel := inHour(t.Context())
		defer cancel()
		began := time.Now()
		_, left, err := s.upload().run(ctx, nil)
		if err == nil || left == nil || s.submits != 1 || time.Since(began) != time.Hour {
			t.Fatalf("got %+v, %v after %d submits and %s", left, err, s.submits, time.Since(began))
		}
		for _, words := range []string{"was lost", "may still be under way", "not sent again", "Apply again"} {
			if !strings.Contains(err.Error(), words) {
				t.Errorf("the error does not say %q: %v", words, err)
			}
		}
		s.lost, s.never = false, false
		again, cancel := inHour(t.Context())
		defer cancel()
		began = time.Now()
		app, left, err := s.upload().run(again, left)
		if err != nil || left != nil || app.ID != 101 || s.submits != 2 || time.Since(began) > 2*time.Minute {
			t.Errorf("the next run got %d, %+v, %v after %d submits and %s", app.ID, left, err, s.submits, time.Since(began))
		}
	})
}

// A run that is interrupted leaves what the next one needs to go on, which
// sends nothing: the task, or after a lost answer what there was before, for as long
// as the timeout lasts.
func TestInterruptedUploadGoesOn(t *testing.T) {
	for _, lost := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			s := newShelf(armcloud.App{ID: 1, URL: "u"})
			s.lost = lost
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(10*time.Second, cancel)
			_, left, err := s.upload().run(ctx, nil)
			if !errors.Is(err, context.Canceled) || left == nil || (left.Task == 0) != lost {
				t.Fatalf("lost %v: got %+v, %v", lost, left, err)
			}
			again, stop := inHour(t.Context())
			defer stop()
			// Another process knows nothing but what was left.
			other := newShelf(s.apps...)
			other.tasks, other.engine = s.tasks, engine.New(s, engine.Options{})
			next := s.upload()
			next.engine, next.catalogue = other.engine, other.engine.Apps()
			app, still, err := next.run(again, left)
			if err != nil || still != nil || app.ID != 100 || s.submits != 1 {
				t.Errorf("lost %v: the next run got %d, %+v, %v after %d submits", lost, app.ID, still, err, s.submits)
			}
		})
	}
}

// A task that fails leaves nothing behind, and its words are the error; the
// next run that was left such a task uploads again.
func TestUploadThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.fails = armcloud.TaskFailed
		ctx, cancel := inHour(t.Context())
		defer cancel()
		_, left, err := s.upload().run(ctx, nil)
		var failed *engine.TaskFailedError
		if !errors.As(err, &failed) || left != nil || !strings.Contains(err.Error(), "cannot be reached") {
			t.Errorf("got %+v, %v", left, err)
		}
		s.fails = armcloud.TaskDone
		app, _, err := s.upload().run(ctx, &unfinished{Task: 100, Since: time.Now()})
		if err != nil || app.ID != 101 || s.submits != 2 {
			t.Errorf("the next run got %d, %v after %d submits", app.ID, err, s.submits)
		}
	})
}

// What was refused is not under way; neither is what was never sent because the
// catalogue could not be read.
func TestUploadThatIsNotSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		refused := s.upload()
		refused.submit = func(context.Context) (armcloud.Upload, error) {
			return armcloud.Upload{}, &armcloud.Error{Class: armcloud.ClassReadOnly}
		}
		if _, left, err := refused.run(t.Context(), nil); left != nil || !armcloud.Is(err, armcloud.ClassReadOnly) {
			t.Errorf("refused: got %+v, %v", left, err)
		}
		s.unlisted = &armcloud.Error{Class: armcloud.ClassAuth}
		if _, left, err := s.upload().run(t.Context(), nil); left != nil || !armcloud.Is(err, armcloud.ClassAuth) || s.submits != 0 {
			t.Errorf("unlisted: got %+v, %v after %d submits", left, err, s.submits)
		}
	})
}

// Where nothing lists such things, the end of the task is the end; a lost
// answer is told at once, and the next run can but send again.
func TestUploadWithoutACatalogue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.unlisted = &armcloud.Error{Class: armcloud.ClassUnavailable}
		ctx, cancel := inHour(t.Context())
		defer cancel()
		if app, left, err := s.upload().run(ctx, nil); err != nil || left != nil || app.ID != 0 {
			t.Errorf("got %d, %+v, %v", app.ID, left, err)
		}
		s.lost = true
		began := time.Now()
		_, left, err := s.upload().run(ctx, nil)
		if err == nil || left == nil || s.submits != 2 || time.Since(began) > 0 || !strings.Contains(err.Error(), "does not list the apps") {
			t.Errorf("lost: got %+v, %v after %d submits and %s", left, err, s.submits, time.Since(began))
		}
		s.lost = false
		if _, left, err = s.upload().run(ctx, left); err != nil || left != nil || s.submits != 3 {
			t.Errorf("the next run: got %+v, %v after %d submits", left, err, s.submits)
		}
	})
}

// An entry that is listed and cannot be used yet is waited for; one that leaves
// the catalogue again was an upload that failed; one that never comes after its
// task is done, or can never be used, ends the wait.
func TestUploadThatIsListedEarly(t *testing.T) {
	no, yes := false, true
	for name, c := range map[string]struct {
		then func(s *shelf)
		want string
	}{
		"can be used later": {func(s *shelf) { s.apps = []armcloud.App{{ID: 7, URL: "u", Available: &yes}} }, ""},
		"leaves again":      {func(s *shelf) { s.apps = nil }, "has left it again"},
		"stays":             {func(*shelf) {}, "stopped waiting for the app to become available"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newShelf()
			s.lost, s.never = true, true
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
			ctx, cancel := inHour(t.Context())
			defer cancel()
			app, _, err := s.upload().run(ctx, nil)
			switch {
			case c.want == "" && (err != nil || app.ID != 7 || app.Available != &yes):
				t.Errorf("%s: got %+v, %v", name, app, err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("%s: got %v, expected %q", name, err, c.want)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.never = true
		ctx, cancel := inHour(t.Context())
		defer cancel()
		_, left, err := s.upload().run(ctx, nil)
		if left == nil || err == nil || !strings.Contains(err.Error(), "the catalogue does not show the app") {
			t.Errorf("never listed: got %+v, %v", left, err)
		}
	})
}
