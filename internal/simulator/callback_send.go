package simulator

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"
)

const (
	callbackAttempts = 3
	callbackTimeout  = 5 * time.Second // for one try
	callbackQueues   = 8               // callbacks under way at once
	callbackBacklog  = 100_000         // callbacks that wait; those beyond are given up
)

// Deliveries is what became of the callbacks of one type. A delivery is done
// when the receiver answers a status of 200 to 299, and is given up after
// three tries; how often the service tries is not documented.
type Deliveries struct {
	Delivered int    `json:"delivered"`
	Failed    int    `json:"failed"`     // given up
	Tries     int    `json:"tries"`      // requests sent
	LastError string `json:"last_error"` // of the last try that failed; without the address
}

// sender posts callbacks in the background. Those of one instance are in one lane
// and arrive in order; a slow receiver never holds the service up.
type sender struct {
	client  *http.Client
	queues  [callbackQueues]deliveryQueue
	waiting int
	running sync.WaitGroup
	ctx     context.Context // ends with the simulator
	cancel  context.CancelFunc
}

type deliveryQueue struct {
	pending  []delivery
	draining bool
}

type delivery struct {
	url  string
	kind int
	body []byte
}

func newSender() *sender {
	ctx, cancel := context.WithCancel(context.Background())
	return &sender{ctx: ctx, cancel: cancel, client: &http.Client{
		Timeout:       callbackTimeout,
		Transport:     &http.Transport{Proxy: http.ProxyFromEnvironment, MaxIdleConnsPerHost: callbackQueues},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// enqueueCallback sends a callback if its type is enabled. Number decides which
// callbacks arrive in order: those with the same one.
func (s *Simulator) enqueueCallback(kind, number int, b payload) {
	to := s.account.callback
	if !s.live || s.closed || !to.enabled(kind) {
		return
	}
	if s.options.Quirks {
		b.applyQuirks(variant(s.responses[callbackVariants]))
		s.responses[callbackVariants]++
	}
	text, err := json.Marshal(b)
	if err != nil {
		panic(err) // it is made of plain values
	}
	if s.sender.waiting >= callbackBacklog {
		s.counters.delivered(kind, func(d *Deliveries) { d.Failed, d.LastError = d.Failed+1, "too many callbacks wait" })
		return
	}
	s.sender.waiting++
	l := &s.sender.queues[number%callbackQueues]
	l.pending = append(l.pending, delivery{to.URL, kind, text})
	if !l.draining {
		l.draining = true
		s.sender.running.Go(func() { s.drainQueue(s.sender.ctx, l) })
	}
}

// callbackVariants is where quirks count the callbacks, beside the paths.
const callbackVariants = "callbacks"

// drainQueue empties a lane. Callbacks end with the simulator, not with the
// request that caused them.
func (s *Simulator) drainQueue(ctx context.Context, l *deliveryQueue) {
	for {
		d, more := s.nextDelivery(l)
		if !more {
			return
		}
		s.deliver(ctx, d)
	}
}

func (s *Simulator) nextDelivery(l *deliveryQueue) (delivery, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(l.pending) == 0 {
		l.draining = false
		return delivery{}, false
	}
	d := l.pending[0]
	l.pending = l.pending[1:]
	s.sender.waiting--
	return d, true
}

// deliver posts one callback, again after a pause if that fails.
func (s *Simulator) deliver(ctx context.Context, d delivery) {
	pause := s.options.CallbackPause
	for try := 1; ; try++ {
		err := s.sender.post(ctx, d)
		if ctx.Err() != nil {
			return // the simulator ends
		}
		last := err == nil || try == callbackAttempts
		s.mu.Lock()
		s.counters.delivered(d.kind, func(of *Deliveries) {
			of.Tries++
			switch {
			case err == nil:
				of.Delivered++
			case last:
				of.Failed++
			}
			if err != nil {
				of.LastError = err.Error()
			}
		})
		s.mu.Unlock()
		if last {
			return
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return
		}
		pause *= 2
	}
}

func (c *sender) post(ctx context.Context, d delivery) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.url, bytes.NewReader(d.body))
	if err != nil {
		return errors.New("the address is no URL")
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := c.client.Do(r)
	if err != nil {
		var outer *url.Error // names the address, which may hold a secret
		if errors.As(err, &outer) {
			err = outer.Err
			if outer.Timeout() {
				err = fmt.Errorf("no answer within %v", callbackTimeout)
			}
		}
		return err
	}
	defer func() { _ = response.Body.Close() }()                           // only read
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, maxBody>>10)) // so that the connection can serve again
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return fmt.Errorf("the receiver answered HTTP %d", response.StatusCode)
	}
	return nil
}

// stopCallbacks ends deliveries under way and waits for them.
func (s *Simulator) stopCallbacks() {
	s.sender.cancel()
	s.sender.running.Wait()
	s.sender.client.CloseIdleConnections()
}

func (c *counters) delivered(kind int, note func(*Deliveries)) {
	d := c.Callbacks[kind]
	note(&d)
	c.Callbacks[kind] = d
}
