package engine

import (
	"context"
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// callers are registered callers of an engine.
type callers struct {
	t *testing.T
	*account
	*Engine
	// ends end those that begin starts without a change.
	ends []func()
}

func newCallers(t *testing.T) *callers {
	t.Helper()
	a := newAccount(100)
	return &callers{t: t, account: a, Engine: New(a, Options{})}
}

// change starts callers that make one change each.
func (c *callers) change(op *armcloud.Operation, codes []string) {
	for _, code := range codes {
		go func() {
			ctx, end := c.Begin(c.t.Context())
			defer end()
			if _, err := c.Run(ctx, code, op, json.RawMessage(`{}`)); err != nil {
				c.t.Errorf("%s: %v", code, err)
			}
		}()
	}
	synctest.Wait()
}

// learnWidth makes n changes at a time, so that the engine knows how many to expect.
func (c *callers) learnWidth(n int) {
	c.change(setIt, c.instances[90:90+n])
	time.Sleep(10 * time.Second)
}

// A batch is sent at once if as many callers as before wait for it, or for something
// that does not end soon. It is not if one of them may still submit a change, if a task
// may end soon, or if a change is not that of a registered caller.
func TestBatchIsSentOnceAllCallersWait(t *testing.T) {
	for name, c := range map[string]struct {
		others func(c *callers) // one of three callers
		atOnce bool
	}{
		"waits for the batch":         {func(c *callers) { c.change(setIt, c.instances[2:3]) }, true},
		"waits for another batch":     {func(c *callers) { c.change(setOther, c.instances[2:3]) }, true},
		"waits for a lock":            {func(c *callers) { c.lockTwice(c.instances[2]) }, true},
		"has not come":                {func(*callers) {}, false},
		"does something else":         {func(c *callers) { c.begin() }, false},
		"is not registered":           {func(c *callers) { c.runUnregistered(c.instances[2]) }, false},
		"waits for a task":            {func(c *callers) { c.awaitTask(c.instances[2], time.Minute) }, true},
		"waits for a task about over": {func(c *callers) { c.awaitTask(c.instances[2], 0) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				e := newCallers(t)
				e.learnWidth(3)
				c.others(e)
				began := len(e.sent())
				e.change(setIt, e.instances[:2])
				if got := len(e.sent()) > began; got != c.atOnce {
					t.Errorf("got the batch sent at once: %t, want %t", got, c.atOnce)
				}
				for _, end := range e.ends {
					end()
				}
				time.Sleep(time.Hour)
			})
		})
	}
}

// begin registers a caller that does nothing.
func (c *callers) begin() context.Context {
	ctx, end := c.Begin(c.t.Context())
	c.ends = append(c.ends, end)
	return ctx
}

func (c *callers) lockTwice(code string) {
	unlock, err := c.Lock(c.t.Context(), code)
	if err != nil {
		c.t.Fatal(err)
	}
	ctx := c.begin()
	acquired := make(chan func())
	go func() {
		unlock, err := c.Lock(ctx, code)
		if err != nil {
			c.t.Error(err)
		}
		acquired <- unlock
	}()
	synctest.Wait()
	c.ends = append([]func(){func() { unlock(); (<-acquired)() }}, c.ends...)
}

func (c *callers) runUnregistered(code string) {
	go func() {
		if _, err := c.Run(c.t.Context(), code, setIt, json.RawMessage(`{}`)); err != nil {
			c.t.Errorf("%s: %v", code, err)
		}
	}()
	synctest.Wait()
}

// awaitTask lets a registered caller wait for a task of another process, whose first
// poll is still to come, or which was polled so often that the next one comes after a
// pause.
func (c *callers) awaitTask(code string, waited time.Duration) {
	task := c.accept(setIt, []string{code})[0].TaskID
	c.account.mu.Lock()
	c.account.tasks[task].done = time.Now().Add(3 * time.Minute)
	c.account.mu.Unlock()
	ctx := c.begin()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if _, err := c.AwaitTask(ctx, armcloud.WaitTask, task); err != nil {
			c.t.Error(err)
		}
	}()
	if waited == 0 {
		waited = 1300 * time.Millisecond
	}
	time.Sleep(waited)
	c.ends = append([]func(){func() { <-ended }}, c.ends...)
}
