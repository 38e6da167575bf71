package simulator

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// Simulator is one simulated account with its service. All methods may be
// called from several goroutines at once.
type Simulator struct {
	options Options
	routes  map[string]*route

	mu             sync.Mutex // guards everything below
	account        *account
	tasks          map[int64]*task
	uploads        map[int64]*upload
	pendingUploads []*upload        // unfinished ones, by their end
	batches        map[int][]*batch // by type, oldest first
	finished       []int64          // ids of finished tasks, oldest first, for forgetting
	nextTask       int64
	counters       counters
	faults         []*faultRule
	rate           rateWindow
	traces         uint64
	responses      map[string]int // answers per path so far; quirks take turns by it
	journal        *journal
	closed         bool
	live           bool // the state file has been read: what happens, happens now
	sender         *sender
	alarms         alarms

	done     chan struct{} // closed by Close and Kill: ends answers that hang
	doneOnce sync.Once
}

const (
	firstTaskID      = 760_000_001 // real accounts were seen with ids of this size
	maxFinishedTasks = 100_000     // finished tasks that can still be asked for
)

// New makes an account. With Options.StateFile the account is taken from that
// file if it exists, and is kept there from now on; the number of instances and
// the seed then come from the file. Errors: options out of range, a state file
// that cannot be read or written.
func New(options Options) (*Simulator, error) {
	options = options.withDefaults()
	if err := options.Validate(); err != nil {
		return nil, err
	}
	s := &Simulator{
		options:   options,
		routes:    routesAt(options.Level, options.ExtraEndpoints),
		tasks:     map[int64]*task{},
		uploads:   map[int64]*upload{},
		batches:   map[int][]*batch{},
		nextTask:  firstTaskID,
		counters:  newCounters(),
		responses: map[string]int{},
		done:      make(chan struct{}),
		sender:    newSender(),
	}
	if options.StateFile == "" {
		s.account = newAccount(options.Seed, options.Instances)
	} else if err := s.loadStateFile(); err != nil {
		return nil, err
	}
	s.startNotifying()
	return s, nil
}

// Options returns the options that the account was made with, defaults filled in.
func (s *Simulator) Options() Options { return s.options }

// Handler serves the API and, to loopback peers, the control API under
// /_simulator/.
func (s *Simulator) Handler() http.Handler {
	control := s.controlHandler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, ControlPrefix) {
			control.ServeHTTP(w, r)
			return
		}
		s.serveAPI(w, r)
	})
}

// Close ends answers that hang, and writes the state file in its short form.
// Requests that come later get no answer.
func (s *Simulator) Close() error {
	defer s.stopCallbacks()
	s.doneOnce.Do(func() { close(s.done) })
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	s.stopTimer()
	if s.journal == nil {
		return nil
	}
	return s.compact(false)
}

// Kill stops the simulator as SIGKILL would: the state file stays as the last
// answer left it, requests under way get no answer.
func (s *Simulator) Kill() error {
	defer s.stopCallbacks()
	s.doneOnce.Do(func() { close(s.done) })
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	s.stopTimer()
	if s.journal == nil {
		return nil
	}
	return s.journal.close()
}

// now is the time as it will come back from the state file: without the
// monotonic part and in UTC.
func now() time.Time { return time.Now().UTC().Round(0) }
