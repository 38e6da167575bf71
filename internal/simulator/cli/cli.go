// Package cli is the command line of the simulator: it serves a simulated account,
// and inspects and changes one that is running through its control API.
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os/signal"
	"syscall"
)

const usage = `A simulated ARMCloud account.

  simulate [flags]                                                     serve an account until SIGINT or SIGTERM

  simulate drift      -endpoint URL -pad CODE SETTING=VALUE …          change settings as if made elsewhere
  simulate online     -endpoint URL -pad CODE                          bring instances (cloud phones) back online
  simulate offline    -endpoint URL -pad CODE                          take instances offline
  simulate phone      -endpoint URL -pad CODE                          show the state of instances
  simulate counters   -endpoint URL [-reset]                           show the counters of requests
  simulate catalog    -endpoint URL [-remove KIND=ID]                  show apps, files and images, or remove some
  simulate callbacks  -endpoint URL [-set URL [-type ID] | -delete]    show or change the callback, show deliveries
  simulate public-ips -endpoint URL [-bind IP=CODE | -unbind IP]       show or change bindings of public IPs
  simulate blacklists -endpoint URL                                    show the app blacklists
  simulate fault      -endpoint URL -kind KIND [flags]                 inject a fault; -clear removes all

-pad can be repeated. Settings of drift:

  time_zone=Asia/Tokyo        language=de-DE, or de
  location=52.5,13.4          bandwidth=1,2 (up, down in Mbit/s)
  proxy=off                   proxy=47.76.241.5:1080
  adb=on, or off              image=img-android13-b
  sim.imei=868034031518269    also every other field of updateSIM
  app.com.example.kiosk=100   a version code, or none
  system.ro.build.id=X        also modem., setting. and oaid.
  reported.system.NAME=X      the value reported from now on, regardless of the
                              real one; empty: none is reported

Apps, files and images of a new account:

  apps    101 com.example.kiosk 1.0 (code 100)   102 com.example.kiosk 2.0 (code 200)
          5000000103 com.example.counter 1.0 (code 10)
          104 com.example.broken: its installation fails
          105 com.example.gone: not available, refused
  files   f11e000000000000000000000000a001 wallpaper.png    …a002 config.json
          …a003 kiosk.apk (app 101)    …a004 broken.bin: cannot be downloaded
  images  img-android13-a  img-android13-b, and those of the instances
          img-android14-a: another Android version, which instances refuse

Uploads are not downloaded. The URL decides the result:

  https://x/com.example.kiosk-3.0.apk   com.example.kiosk 3.0, code 300: a hundred
                                        times the first number plus the second
  unreachable anywhere in the URL       the download fails
  corrupt in the last segment           the MD5 sum is wrong
  broken in the last segment            an app that cannot be parsed or, without parsing,
                                        installed; a file that instances cannot download;
                                        an image that cannot be unpacked

Callbacks are sent to any http or https address, when a task ends or the status
of an instance changes, with up to three attempts. "simulate callbacks" lists
the types. Public IPs are 203.0.113.1 to 203.0.113.5; resetting an instance
releases its public IPs.

Examples:

  simulate -phones 50 -task-time 300ms -task-jitter 20% -restart-time 1s -ready-file .ready &
  simulate -listen 127.0.0.1:8080 -api 2024 -quirks -state account.json
  simulate drift -endpoint http://127.0.0.1:8080 -pad AC32010000001 time_zone=Asia/Tokyo
  simulate fault -endpoint http://127.0.0.1:8080 -path pad/setSpeed -kind drop_after -times 1

Add -h to a command for its flags.
`

// Main runs the simulate command with the arguments that follow it. It returns
// the exit code: 0 for success, 1 for a failure, 2 for wrong usage.
func Main(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return run(ctx, args, stdout, stderr)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	err := dispatch(ctx, args, stdout, stderr)
	var wrong usageError
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, &wrong):
		printf(stderr, "simulate: %v (run with -h for help)\n", err)
		return 2
	}
	printf(stderr, "simulate: %v\n", err)
	return 1
}

// usageError is a mistake in the arguments.
type usageError struct{ error }

func usageErrorf(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

func dispatch(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 || args[0] != "" && args[0][0] == '-' {
		return serveCommand(ctx, args, stdout, stderr)
	}
	commands := map[string]func(context.Context, *controlFlags, io.Writer) error{
		"drift": driftCommand, "online": onlineCommand, "offline": offlineCommand,
		"phone": instanceCommand, "counters": countersCommand, "catalog": catalogCommand, "fault": faultCommand,
		"callbacks": callbacksCommand, "public-ips": publicIPsCommand, "blacklists": blacklistsCommand,
	}
	commands["catalogue"] = catalogCommand // its name in earlier versions
	command := commands[args[0]]
	if args[0] == "help" {
		printf(stdout, "%s", usage)
		return nil
	}
	if command == nil {
		return usageErrorf("unknown command %q", args[0])
	}
	flags, err := parseControl(args[0], args[1:], stdout)
	if err != nil {
		return err
	}
	return command(ctx, flags, stdout)
}

// printf writes to the terminal. Errors are ignored: the terminal may be gone.
func printf(w io.Writer, format string, args ...any) {
	_, _ = fmt.Fprintf(w, format, args...)
}

// parseFlags parses flags. It prints help on request, and returns mistakes as
// usage errors.
func parseFlags(set *flag.FlagSet, args []string, help io.Writer) error {
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	err := set.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		printf(help, "%s\nFlags of %s:\n", usage, set.Name())
		set.SetOutput(help)
		set.PrintDefaults()
		return err
	}
	if err != nil {
		return usageError{err}
	}
	return nil
}
