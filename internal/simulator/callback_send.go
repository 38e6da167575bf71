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
	callbackTries   = 3
	callbackTimeout = 5 * time.Second // for one try
	callbackLanes   = 8               // callbacks under way at once
	callbackBacklog = 100_000         // callbacks that wait; those beyond are given up
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

// sender posts callbacks in the background. Those of one phone are in one lane
// and arrive in order; a slow receiver never holds the service up.
type sender struct {
	client  *http.Client
	lanes   [callbackLanes]lane
	waiting int
	running sync.WaitGroup
	ctx     context.Context // ends with the simulator
	cancel  context.CancelFunc
}

type lane struct {
	queue []delivery
	busy  bool
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
		Transport:     &http.Transport{Proxy: http.ProxyFromEnvironment, MaxIdleConnsPerHost: callbackLanes},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// callBack sends a callback if its type is enabled. Number decides which
// callbacks arrive in order: those with the same one.
func (s *Simulator) callBack(kind, number int, b notice) {
	to := s.account.callback
	if !s.live || s.closed || !to.enabled(kind) {
		return
	}
	if s.options.Quirks {
		b.contradict(turn(s.answers[callbackTurns]))
		s.answers[callbackTurns]++
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
	l := &s.sender.lanes[number%callbackLanes]
	l.queue = append(l.queue, delivery{to.URL, kind, text})
	if !l.busy {
		l.busy = true
		s.sender.running.Go(func() { s.sendAll(s.sender.ctx, l) })
	}
}

// callbackTurns is where quirks count the callbacks, beside the paths.
const callbackTurns = "callbacks"

// sendAll empties a lane. Callbacks end with the simulator, not with the
// request that caused them.
func (s *Simulator) sendAll(ctx context.Context, l *lane) {
	for {
		d, more := s.nextDelivery(l)
		if !more {
			return
		}
		s.deliver(ctx, d)
	}
}

func (s *Simulator) nextDelivery(l *lane) (delivery, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(l.queue) == 0 {
		l.busy = false
		return delivery{}, false
	}
	d := l.queue[0]
	l.queue = l.queue[1:]
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
		last := err == nil || try == callbackTries
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
	answer, err := c.client.Do(r)
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
	defer func() { _ = answer.Body.Close() }()                           // only read
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxBody>>10)) // so that the connection can serve again
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Errorf("the receiver answered HTTP %d", answer.StatusCode)
	}
	return nil
}

// stopCalling ends deliveries under way and waits for them.
func (s *Simulator) stopCalling() {
	s.sender.cancel()
	s.sender.running.Wait()
	s.sender.client.CloseIdleConnections()
}

func (c *counters) delivered(kind int, note func(*Deliveries)) {
	d := c.Callbacks[kind]
	note(&d)
	c.Callbacks[kind] = d
}
