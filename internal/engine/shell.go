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

// Reach limits the requests that a read may use.
type Reach int

const (
	// ReachBatch allows listings and endpoints that take many instances per
	// request.
	ReachBatch Reach = iota
	// ReachPerInstance also allows endpoints that take one instance per request.
	ReachPerInstance
	// ReachShell allows shell commands on the instances, which are batched, in
	// place of endpoints that take one instance per request.
	ReachShell
)

// Shell runs a command on the instances, batched with equal commands, and
// returns its output. The command must be read-only; Shell does not lock the
// instances. An instance without output is missing from the result. Errors are
// only those of ctx and of an access key that may not run commands. API
// document: Execute ADB commands asynchronously.
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
				outputs[code] = task.Output()
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

// propertyLine matches one line of getprop.
var propertyLine = regexp.MustCompile(`^\[([^\]]+)\]: \[(.*)\]$`)

// shellProperties reads the system properties of instances with getprop. The
// other lists of properties stay empty, which says nothing about them.
func (e *Engine) shellProperties(ctx context.Context, padCodes []string) (map[string]armcloud.PadProperties, error) {
	outputs, err := e.Shell(ctx, padCodes, "getprop")
	if err != nil {
		return nil, err
	}
	found := make(map[string]armcloud.PadProperties, len(outputs))
	for code, output := range outputs {
		if system := parseProperties(output); len(system) > 0 {
			found[code] = armcloud.PadProperties{PadCode: code, System: system}
		}
	}
	return found, nil
}

// parseProperties returns the properties in the output of getprop.
func parseProperties(output string) map[string]string {
	system := map[string]string{}
	lines := bufio.NewScanner(strings.NewReader(output))
	for lines.Scan() {
		if m := propertyLine.FindStringSubmatch(strings.TrimSpace(lines.Text())); m != nil {
			system[m[1]] = m[2]
		}
	}
	return system
}
