package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// maxResponse is the most bytes of a response that are read.
const maxResponse = 10 << 20

// controlFlags are the flags of commands for a running simulator.
type controlFlags struct {
	endpoint string
	pads     []string
	args     []string
	reset    bool
	clear    bool
	fault    simulator.FaultRequest
	account  accountFlags
	remove   itemListFlag
}

func parseControl(command string, args []string, help io.Writer) (*controlFlags, error) {
	f := &controlFlags{}
	set := flag.NewFlagSet("simulate "+command, flag.ContinueOnError)
	set.StringVar(&f.endpoint, "endpoint", os.Getenv("ARMCLOUD_ENDPOINT"), "`URL` of the simulator; default: ARMCLOUD_ENDPOINT")
	switch command {
	case "counters":
		set.BoolVar(&f.reset, "reset", false, "set the counters to zero")
	case "fault":
		addFaultFlags(set, f)
	case "catalog", "catalogue":
		addCatalogFlags(set, f)
	case "callbacks":
		addCallbackFlags(set, f)
	case "public-ips":
		addPublicIPFlags(set, f)
	case "blacklists":
	default:
		set.Var(textListFlag{&f.pads}, "pad", "pad `code`; can be repeated")
	}
	if err := parseFlags(set, args, help); err != nil {
		return nil, err
	}
	f.args = set.Args()
	if f.endpoint == "" {
		return nil, usageErrorf("-endpoint is missing")
	}
	if set.Lookup("pad") != nil && command != "fault" && len(f.pads) == 0 {
		return nil, usageErrorf("-pad is missing")
	}
	if command != "drift" && len(f.args) > 0 {
		return nil, usageErrorf("unexpected argument %q", f.args[0])
	}
	return f, nil
}

func addFaultFlags(set *flag.FlagSet, f *controlFlags) {
	set.BoolVar(&f.clear, "clear", false, "remove all faults")
	set.StringVar(&f.fault.Kind, "kind", "", "`kind`: "+strings.Join(simulator.FaultKinds(), ", "))
	set.StringVar(&f.fault.Path, "path", "", "end of the `path`, such as pad/restart; default: every path")
	set.StringVar(&f.fault.PadCode, "pad", "", "pad `code` of the instance concerned; default: all")
	set.IntVar(&f.fault.Times, "times", 0, "how often it fires; 0: until -clear")
	set.IntVar(&f.fault.After, "after", 0, "how many matching requests pass first")
	set.IntVar(&f.fault.Count, "count", 0, "rows, with faults of listings; a negative count with total hides the total")
	set.IntVar(&f.fault.Code, "code", 0, "code in the body")
	set.StringVar(&f.fault.Message, "message", "", "message, body, or URL of a redirect")
	set.IntVar(&f.fault.Status, "status", 0, "HTTP status, or status of a task")
	set.IntVar(&f.fault.RetryAfter, "retry-after", 0, "`seconds` for the Retry-After header, with status")
	set.StringVar(&f.fault.Delay, "delay", "", "`duration`, with slow")
}

func driftCommand(ctx context.Context, f *controlFlags, out io.Writer) error {
	if len(f.args) == 0 {
		return usageErrorf("SETTING=VALUE is missing")
	}
	var set driftValues
	for _, arg := range f.args {
		name, value, found := strings.Cut(arg, "=")
		if !found {
			return usageErrorf("%q is not SETTING=VALUE", arg)
		}
		if err := set.set(name, value); err != nil {
			return usageError{err}
		}
	}
	return f.call(ctx, out, http.MethodPost, "drift", map[string]any{"padCodes": f.pads, "set": set.DriftSet})
}

func onlineCommand(ctx context.Context, f *controlFlags, out io.Writer) error {
	return f.call(ctx, out, http.MethodPost, "online", map[string]any{"padCodes": f.pads, "online": true})
}

func offlineCommand(ctx context.Context, f *controlFlags, out io.Writer) error {
	return f.call(ctx, out, http.MethodPost, "online", map[string]any{"padCodes": f.pads, "online": false})
}

func instanceCommand(ctx context.Context, f *controlFlags, out io.Writer) error {
	for _, code := range f.pads {
		if err := f.call(ctx, out, http.MethodGet, "phones/"+code, nil); err != nil {
			return err
		}
	}
	return nil
}

func countersCommand(ctx context.Context, f *controlFlags, out io.Writer) error {
	if f.reset {
		return f.call(ctx, out, http.MethodPost, "counters/reset", nil)
	}
	return f.call(ctx, out, http.MethodGet, "counters", nil)
}

func faultCommand(ctx context.Context, f *controlFlags, out io.Writer) error {
	if f.clear {
		return f.call(ctx, out, http.MethodPost, "faults/clear", nil)
	}
	if f.fault.Kind == "" {
		return usageErrorf("-kind is missing")
	}
	return f.call(ctx, out, http.MethodPost, "faults", map[string]any{"faults": []simulator.FaultRequest{f.fault}})
}

// call sends a request to the control API and prints the response.
func (f *controlFlags) call(ctx context.Context, out io.Writer, method, path string, body any) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return fmt.Errorf("unable to encode the request: %w", err)
		}
	}
	url := strings.TrimSuffix(f.endpoint, "/") + simulator.ControlPrefix + path
	r, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(text))
	if err != nil {
		return usageErrorf("-endpoint %q is not a valid URL", f.endpoint)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("unable to reach the simulator: %w", err)
	}
	defer func() { _ = response.Body.Close() }() // the body was only read
	output, err := io.ReadAll(io.LimitReader(response.Body, maxResponse))
	if err != nil {
		return fmt.Errorf("unable to read the response: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", response.Status, strings.TrimSpace(string(output)))
	}
	printf(out, "%s", output)
	return nil
}
