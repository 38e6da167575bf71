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
	callbackTimeout  = 5 * time.Second // per attempt
	callbackQueues   = 8               // concurrent deliveries
	callbackBacklog  = 100_000         // most callbacks that wait; further ones are dropped and count as failed
)

// Deliveries counts the callbacks of one type. A callback is delivered when the
// receiver responds with a status from 200 to 299. It has failed after three
// attempts; the number of attempts of the real service is not documented.
type Deliveries struct {
	Delivered int    `json:"delivered"`
	Failed    int    `json:"failed"`     // all attempts failed
	Tries     int    `json:"tries"`      // requests sent
	LastError string `json:"last_error"` // of the latest failed attempt; without the address
}

// sender posts callbacks in the background. The callbacks of one instance share
// a queue and arrive in order. A slow receiver does not block the API.
type sender struct {
	client  *http.Client
	queues  [callbackQueues]deliveryQueue
	waiting int
	running sync.WaitGroup
	ctx     context.Context // canceled when the simulator ends
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

// enqueueCallback queues a callback if its type is enabled. Callbacks with the
// same number are delivered in order.
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
		panic(err) // a payload has only plain values
	}
	if s.sender.waiting >= callbackBacklog {
		s.counters.updateDeliveries(kind, func(d *Deliveries) { d.Failed, d.LastError = d.Failed+1, "too many callbacks are waiting" })
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

// callbackVariants is the key in Simulator.responses under which quirks count
// callbacks.
const callbackVariants = "callbacks"

// drainQueue delivers callbacks until the queue is empty. Its context ends with
// the simulator, not with the request that caused the callback.
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

// deliver posts one callback, with retries and a pause that doubles.
func (s *Simulator) deliver(ctx context.Context, d delivery) {
	pause := s.options.CallbackPause
	for try := 1; ; try++ {
		err := s.sender.post(ctx, d)
		if ctx.Err() != nil {
			return // the simulator has ended
		}
		last := err == nil || try == callbackAttempts
		s.mu.Lock()
		s.counters.updateDeliveries(d.kind, func(counts *Deliveries) {
			counts.Tries++
			switch {
			case err == nil:
				counts.Delivered++
			case last:
				counts.Failed++
			}
			if err != nil {
				counts.LastError = err.Error()
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
		return errors.New("the address is not a valid URL")
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := c.client.Do(r)
	if err != nil {
		var outer *url.Error // its text contains the address, which may hold a secret
		if errors.As(err, &outer) {
			err = outer.Err
			if outer.Timeout() {
				err = fmt.Errorf("no response within %v", callbackTimeout)
			}
		}
		return err
	}
	defer func() { _ = response.Body.Close() }()                           // the body was only read
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, maxBody>>10)) // drained so that the connection can be reused
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return fmt.Errorf("the receiver responded with HTTP %d", response.StatusCode)
	}
	return nil
}

// stopCallbacks cancels deliveries in progress and waits for them.
func (s *Simulator) stopCallbacks() {
	s.sender.cancel()
	s.sender.running.Wait()
	s.sender.client.CloseIdleConnections()
}

func (c *counters) updateDeliveries(kind int, note func(*Deliveries)) {
	d := c.Callbacks[kind]
	note(&d)
	c.Callbacks[kind] = d
}
