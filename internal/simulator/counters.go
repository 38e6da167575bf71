package simulator

import (
	"maps"
	"slices"
)

// Counters counts requests since the start of the simulator, or since
// ResetCounters. Paths are those of the API document.
type Counters struct {
	Requests      map[string]int         `json:"requests"`       // by path, including refused ones
	BatchSizes    map[string]map[int]int `json:"batch_sizes"`    // by path: number of requests by how many instances or tasks they named
	MaxConcurrent map[string]int         `json:"max_concurrent"` // by path

	// Uploads counts accepted uploads of apps, files and images by URL. An
	// upload counts even if its response was lost.
	Uploads map[string]int `json:"uploads"`

	// Overlaps counts changes accepted for an instance that had an unfinished
	// change. Repeated counts restarts, resets and upgrades of an instance
	// whose previous one was not over (unfinished, or not back at status 10),
	// and commands and files sent again while an equal one was unfinished.
	Overlaps int `json:"overlaps"`
	Repeated int `json:"repeated"`
	// RestartFlags counts calls of updatePadAndroidProp that asked for a
	// restart.
	RestartFlags   int `json:"restart_flags"`
	OfflineSubmits int `json:"offline_submits"`
	RateLimited    int `json:"rate_limited"`
	AuthFailures   int `json:"auth_failures"`
	// OutOfService counts the instances that are out of service: a client has
	// restarted, reset, replaced or upgraded them, and they do not run again.
	// MaxOutOfService is how many were so at the same time.
	OutOfService    int `json:"out_of_service"`
	MaxOutOfService int `json:"max_out_of_service"`
	// Callbacks counts deliveries by the id of the callback type.
	Callbacks map[int]Deliveries `json:"callbacks"`
	Culprits  []string           `json:"culprits"` // the first instances counted in Overlaps or Repeated
}

// Total returns the number of requests over all paths.
func (c Counters) Total() int {
	total := 0
	for _, n := range c.Requests {
		total += n
	}
	return total
}

const maxCulprits = 20

type counters struct {
	Counters
	running map[string]int
}

func newCounters() counters {
	return counters{
		Counters: Counters{
			Requests: map[string]int{}, BatchSizes: map[string]map[int]int{},
			MaxConcurrent: map[string]int{}, Uploads: map[string]int{}, Culprits: []string{}, Callbacks: map[int]Deliveries{},
		},
		running: map[string]int{},
	}
}

func (c *counters) countBatch(path string, size int) {
	if c.BatchSizes[path] == nil {
		c.BatchSizes[path] = map[int]int{}
	}
	c.BatchSizes[path][size]++
}

func (c *counters) addCulprit(code string) {
	if len(c.Culprits) < maxCulprits && !slices.Contains(c.Culprits, code) {
		c.Culprits = append(c.Culprits, code)
	}
}

func (c *counters) start(path string) {
	c.Requests[path]++
	c.running[path]++
	c.MaxConcurrent[path] = max(c.MaxConcurrent[path], c.running[path])
}

func (c *counters) end(path string) {
	if c.running[path]--; c.running[path] <= 0 {
		delete(c.running, path)
	}
}

// Counters returns a copy of the counters.
func (s *Simulator) Counters() Counters {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.counters.Counters
	c.OutOfService, c.MaxOutOfService = s.countOutOfService(now())
	c.Requests = maps.Clone(c.Requests)
	c.MaxConcurrent = maps.Clone(c.MaxConcurrent)
	c.Uploads = maps.Clone(c.Uploads)
	c.Culprits = slices.Clone(c.Culprits)
	c.Callbacks = maps.Clone(c.Callbacks)
	c.BatchSizes = map[string]map[int]int{}
	for path, sizes := range s.counters.BatchSizes {
		c.BatchSizes[path] = maps.Clone(sizes)
	}
	return c
}

// ResetCounters sets all counters to zero. Requests in flight still count
// toward MaxConcurrent, and instances out of service toward MaxOutOfService.
func (s *Simulator) ResetCounters() {
	s.mu.Lock()
	defer s.mu.Unlock()
	running := s.counters.running
	s.counters = newCounters()
	s.counters.running = running
	s.resetService(now())
}
