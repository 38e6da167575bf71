package simulator

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// Simulator is one simulated account with its service. It is safe for concurrent
// use.
type Simulator struct {
	options Options
	routes  map[string]*route

	mu             sync.Mutex // guards everything below
	account        *account
	tasks          map[int64]*task
	uploads        map[int64]*upload
	pendingUploads []*upload        // unfinished uploads, by end
	batches        map[int][]*batch // by type, oldest first
	finished       []int64          // ids of finished tasks, oldest first; see retire
	nextTask       int64
	counters       counters
	service        service
	faults         []*faultRule
	rate           rateWindow
	traces         uint64
	responses      map[string]int // responses per path so far, which select the variant of quirks
	journal        *journal
	closed         bool
	live           bool // the state file is loaded, so callbacks may be sent
	sender         *sender
	alarms         alarms

	done     chan struct{} // closed by Close and Kill: ends hanging requests
	doneOnce sync.Once
}

const (
	firstTaskID      = 760_000_001 // ids of the real service have this size
	maxFinishedTasks = 100_000     // finished tasks that can still be queried
)

// New returns an account. If Options.StateFile exists, the account is loaded from
// it, including the number of instances and the seed; it is stored there from
// then on. Errors: options out of range, a state file that cannot be read or
// written.
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
		service:   newService(),
		responses: map[string]int{},
		done:      make(chan struct{}),
		sender:    newSender(),
	}
	if options.StateFile == "" {
		s.account = newAccount(options.Seed, options.Instances)
	} else if err := s.loadStateFile(); err != nil {
		return nil, err
	}
	s.loadService(now())
	s.startNotifying()
	return s, nil
}

// Options returns the options of the account, including defaults.
func (s *Simulator) Options() Options { return s.options }

// Handler returns the handler of the API and, for loopback clients, of the control
// API under ControlPrefix and of the page at /.
func (s *Simulator) Handler() http.Handler {
	control, page := s.controlHandler(), s.pageHandler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, ControlPrefix):
			control.ServeHTTP(w, r)
		case isPage(r):
			page.ServeHTTP(w, r)
		default:
			s.serveAPI(w, r)
		}
	})
}

// Close ends hanging requests and compacts the state file. Later requests get no
// response.
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

// Kill stops the simulator as SIGKILL would: the state file stays as it is after
// the last response, and requests in flight get no response.
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

// now returns the current time as the state file restores it: in UTC, without
// the monotonic clock reading.
func now() time.Time { return time.Now().UTC().Round(0) }
