package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// serveFlags are the flags of simulate itself.
type serveFlags struct {
	options     simulator.Options
	jitter      string
	listen      string
	allowRemote bool
	readyFile   string
}

// serve serves an account until the context ends.
func (f *serveFlags) serve(ctx context.Context, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.listen)
	if err != nil {
		return fmt.Errorf("unable to listen on %s: %w", f.listen, err)
	}
	account, err := simulator.New(f.options)
	if err != nil {
		_ = listener.Close() // report the first error
		return err
	}
	exports := exportLines("http://"+listener.Addr().String(), account.Options())
	if f.readyFile != "" {
		if err := simulator.WriteFileAtomically(f.readyFile, []byte(exports)); err != nil {
			_ = listener.Close() // report the first error
			return fmt.Errorf("unable to write the ready file: %w", err)
		}
	}
	printf(stdout, "ARMCloud simulator: %d instances, API level %s. Point the provider at it with:\n\n%s\nWatch the account at http://%s/ in a browser. Stop with Ctrl-C.\n",
		len(account.PadCodes()), account.Options().Level, exports, listener.Addr())
	return serveUntil(ctx, listener, account, stderr)
}

// serveUntil serves until the context ends, then closes the account.
func serveUntil(ctx context.Context, listener net.Listener, account *simulator.Simulator, stderr io.Writer) error {
	server := &http.Server{Handler: account.Handler(), ReadHeaderTimeout: 10 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	var failed error
	select {
	case failed = <-served:
	case <-ctx.Done():
		printf(stderr, "simulate: stopping\n")
	}
	closing := account.Close()
	if err := server.Close(); failed == nil && err != nil && !errors.Is(err, net.ErrClosed) {
		failed = err
	}
	if failed != nil {
		return fmt.Errorf("unable to serve: %w", failed)
	}
	return closing
}

// newServe returns the command that serves an account.
func newServe() *cobra.Command {
	f := &serveFlags{}
	command := &cobra.Command{
		Use:   "simulate",
		Short: "Serve a simulated account",
		Long: `Serve a simulated ARMCloud account behind the real HTTP API, until SIGINT or SIGTERM.

The address that it prints also has a page that shows the account in a browser. The
commands below inspect and change an account that is running.`,
		Example: examples(
			"simulate -phones 50 -ready-file account.env &",
			"source account.env    # sets ARMCLOUD_ENDPOINT and the keys, also for the commands below",
			"simulate drift -pad AC32010000001 time_zone=Asia/Tokyo",
			"simulate fault -path pad/setSpeed -kind drop_after -times 1",
			"simulate -listen 127.0.0.1:8080 -api 2024 -quirks -state account.json"),
		Args: noCommand,
		RunE: func(command *cobra.Command, _ []string) error {
			return f.serve(command.Context(), command.OutOrStdout(), command.ErrOrStderr())
		},
	}
	f.add(command)
	return command
}

// add adds the flags of the account and the service.
func (f *serveFlags) add(command *cobra.Command) {
	o, flags := &f.options, command.Flags()
	flags.IntVar(&o.Instances, "phones", 50, "number of instances (cloud phones)")
	flags.StringVar(&o.StateFile, "state", "", "`file` to keep the account in between runs")
	flags.Uint64Var(&o.Seed, "seed", 1, "seed of all generated values")
	flags.StringVar(&o.AccessKey, "access-key", simulator.DefaultAccessKey, "accepted access `key`")
	flags.StringVar(&o.SecretKey, "secret-key", simulator.DefaultSecretKey, "accepted secret `key`")
	group(flags, "Account:")
	flags.StringVar(&f.listen, "listen", "127.0.0.1:0", "`address` to listen on; port 0 chooses a free one")
	flags.BoolVar(&f.allowRemote, "allow-remote", false, "allow an address that other hosts can reach")
	flags.StringVar(&f.readyFile, "ready-file", "", "`file` to write the export lines to once the simulator is listening")
	group(flags, "Server:")
	flags.DurationVar(&o.TaskTime, "task-time", 300*time.Millisecond, "how long a task runs")
	flags.StringVar(&f.jitter, "task-jitter", "20%", "how much task times vary: a duration or a `percentage`")
	flags.DurationVar(&o.RestartTime, "restart-time", time.Second, "how long a restart takes")
	flags.DurationVar(&o.TaskTimeout, "task-timeout", 30*time.Minute, "how long a task waits for an offline instance")
	flags.DurationVar(&o.Latency, "latency", 0, "delay of every response")
	flags.DurationVar(&o.CallbackPause, "callback-pause", time.Second, "pause before a callback is retried; it doubles")
	group(flags, "Times:")
	flags.IntVar(&o.Rate, "rate", 0, "requests per second before 429; 0: no limit")
	flags.BoolVar(&o.RateHeaders, "rate-headers", false, "send X-RateLimit headers with a 429")
	group(flags, "Rate limit:")
	flags.StringVar(&o.Level, "api", simulator.LevelCurrent, "API `level`: current or 2024")
	flags.StringSliceVar(&o.ExtraEndpoints, "also", nil, "end of a `path` to serve although the API level does not have it, such as image/uploadImage; can be repeated")
	flags.BoolVar(&o.Quirks, "quirks", false, "respond in the contradictory shapes of the API document")
	flags.BoolVar(&o.DuplicateTasks, "duplicate-tasks", false, "respond to a repeated submission with the unfinished task")
	flags.BoolVar(&o.LateListing, "late-listing", false, "list an app only when its upload is done")
	flags.BoolVar(&o.StrictSIM, "strict-sim", false, "require the five cell fields of updateSIM, as in newer documents")
	flags.BoolVar(&o.CallbackUpdateAdds, "callback-update-adds", false, "make updateCallback add types instead of replacing them")
	flags.StringVar(&o.Signatures, "signatures", "", "accept only this signature `version`: v1 or v2")
	flags.StringVar(&o.QueryForm, "query-form", simulator.QueryJSON, "`form` of the query of a GET that v1 hashes: json or raw")
	group(flags, "API:")
	levels := []string{simulator.LevelCurrent, simulator.Level2024}
	_ = command.RegisterFlagCompletionFunc("api", cobra.FixedCompletions(levels, cobra.ShellCompDirectiveNoFileComp)) // the flag exists
}

// check checks the flags, and sets the options that depend on several of them.
func (f *serveFlags) check() error {
	if f.options.Instances < 1 {
		return usageErrorf("--phones must be 1 or more")
	}
	var err error
	if f.options.TaskJitter, err = parseJitter(f.jitter, f.options.TaskTime); err != nil {
		return err
	}
	if !f.allowRemote {
		if err := requireLoopback(f.listen); err != nil {
			return err
		}
	}
	if err := f.options.Validate(); err != nil {
		return usageError{err}
	}
	return nil
}

func parseJitter(text string, of time.Duration) (time.Duration, error) {
	number, percent := strings.CutSuffix(text, "%")
	if !percent {
		d, err := time.ParseDuration(text)
		if err != nil {
			return 0, usageErrorf("--task-jitter %q is neither a duration nor a percentage", text)
		}
		return d, nil
	}
	share, err := strconv.ParseFloat(number, 64)
	if err != nil || !(share >= 0 && share <= 100) {
		return 0, usageErrorf("--task-jitter %q is not a percentage from 0%% to 100%%", text)
	}
	return time.Duration(float64(of) * share / 100), nil
}

func requireLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return usageErrorf("--listen %q is not a valid address: %v", address, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return usageErrorf("--listen %s can be reached from other hosts; add --allow-remote to allow that", address)
	}
	return nil
}

// exportLines returns the shell commands that point the provider at the
// simulator.
func exportLines(endpoint string, o simulator.Options) string {
	return "export ARMCLOUD_ENDPOINT=" + shellQuote(endpoint) +
		"\nexport ARMCLOUD_ACCESS_KEY=" + shellQuote(o.AccessKey) +
		"\nexport ARMCLOUD_SECRET_KEY=" + shellQuote(o.SecretKey) + "\n"
}

func shellQuote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
