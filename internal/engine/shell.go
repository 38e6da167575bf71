package engine

import (
	"bufio"
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"sync"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Reach is how far a look at phones may go.
type Reach int

const (
	// ReachBatch uses listings and endpoints that take many phones a request.
	ReachBatch Reach = iota
	// ReachPerInstance also uses endpoints that take one phone a request.
	ReachPerInstance
	// ReachShell asks the phones themselves where it would otherwise use
	// endpoints that take one phone.
	ReachShell
)

// Shell runs a command on the phones, equal ones in one request, and gives
// what it printed. The command must only read: it is no change, and takes no
// lane. A phone whose output cannot be had is missing from the answer; errors
// are those of ctx and of the keys alone, and that the provider may not run
// commands. API document: Execute ADB commands asynchronously.
func (e *Engine) Shell(ctx context.Context, padCodes []string, command string) (map[string]string, error) {
	params, err := json.Marshal(map[string]string{"scriptContent": command})
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var refused error
	outputs := make(map[string]string, len(padCodes))
	var all sync.WaitGroup
	for _, code := range padCodes {
		all.Go(func() {
			task, err := e.submitAndWait(ctx, code, armcloud.RunCommand, params)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				outputs[code] = printed(task)
			case failureOf(err) == permanent:
				refused = err
			}
		})
	}
	all.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return outputs, refused
}

// newShellLooker asks the phones themselves by ask, each once however many
// callers there are.
func newShellLooker[T any](opts Options, ask func(context.Context, []string) (map[string]T, error)) *looker[T] {
	shell := &looker[T]{linger: opts.Linger, full: opts.BatchSize}
	shell.fetch = func(ctx context.Context, codes []string, _ bool) fetched[T] {
		got := fetched[T]{answers: map[string]answer[T]{}}
		values, err := ask(ctx, codes)
		for _, code := range codes {
			value, found := values[code]
			got.answers[code] = answer[T]{value: value, found: found, err: err}
		}
		return got
	}
	return shell
}

// propertyLine is one line of getprop.
var propertyLine = regexp.MustCompile(`^\[([^\]]+)\]: \[(.*)\]$`)

// shellProperties reads the system properties of phones by getprop. The lists
// besides the system's are not there, which is no evidence.
func (e *Engine) shellProperties(ctx context.Context, padCodes []string) (map[string]armcloud.PadProperties, error) {
	outputs, err := e.Shell(ctx, padCodes, "getprop")
	if err != nil {
		return nil, err
	}
	found := make(map[string]armcloud.PadProperties, len(outputs))
	for code, output := range outputs {
		system := map[string]string{}
		lines := bufio.NewScanner(strings.NewReader(output))
		for lines.Scan() {
			if m := propertyLine.FindStringSubmatch(strings.TrimSpace(lines.Text())); m != nil {
				system[m[1]] = m[2]
			}
		}
		if len(system) > 0 {
			found[code] = armcloud.PadProperties{PadCode: code, System: system}
		}
	}
	return found, nil
}
