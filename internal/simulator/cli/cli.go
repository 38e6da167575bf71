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

  simulate [flags]                         serve an account until SIGINT or SIGTERM
  simulate drift    -endpoint URL -pad CODE SETTING=VALUE …   change phones behind everybody's back
  simulate online   -endpoint URL -pad CODE                   bring phones back
  simulate offline  -endpoint URL -pad CODE                   take phones off line
  simulate phone    -endpoint URL -pad CODE                   what phones are like now
  simulate counters -endpoint URL [-reset]                    what was asked so far
  simulate catalogue -endpoint URL [-remove KIND=ID]          what can be put on phones
  simulate callbacks -endpoint URL [-set URL [-type ID] | -delete]   where they go, what became of them
  simulate public-ips -endpoint URL [-bind IP=CODE | -unbind IP]     which phone has which
  simulate blacklists -endpoint URL                           apps that phone grades must not have
  simulate fault    -endpoint URL -kind KIND [flags]          misbehave; -clear to stop

-pad may be repeated. The settings of drift:

  time_zone=Asia/Tokyo        language=de-DE, or de
  location=52.5,13.4          bandwidth=1,2 (up, down in Mbit/s)
  proxy=off                   proxy=47.76.241.5:1080
  adb=on, or off              image=img-android13-b
  sim.imei=868034031518269    also every other field of updateSIM
  app.com.example.kiosk=100   a version code, or none
  system.ro.build.id=X        also modem., setting. and oaid.
  reported.system.NAME=X      what the phone says from now on whatever it is
                              told; empty: it says nothing

What the account can put on phones:

  apps    101 com.example.kiosk 1.0 (code 100)   102 com.example.kiosk 2.0 (code 200)
          5000000103 com.example.counter 1.0 (code 10)
          104 com.example.broken: its installation fails
          105 com.example.gone: not available, refused
  files   f11e000000000000000000000000a001 wallpaper.png    …a002 config.json
          …a003 kiosk.apk (app 101)    …a004 broken.bin: cannot be downloaded
  images  img-android13-a  img-android13-b, and those that phones start with
          img-android14-a: of another Android version, which the phones refuse

What is uploaded is not fetched; what comes of it follows from the URL:

  https://x/com.example.kiosk-3.0.apk   com.example.kiosk 3.0, code 300 (a hundred
                                        times the first number, and the second)
  …unreachable…                         cannot be downloaded, anywhere in the URL
  …/…corrupt…                           its MD5 is not the expected one
  …/…broken…                            an app that cannot be parsed, or without parsing
                                        cannot be installed; a file that phones cannot
                                        download; an image that cannot be unpacked

Callbacks are really sent, to any address of http or https: when a task ends or
a phone's status changes, three tries each. -h of callbacks explains; the
command without flags lists the types. A public IP is one of 203.0.113.1 to
203.0.113.5; a reset of its phone gives it back.

Examples:

  simulate -phones 50 -task-time 300ms -task-jitter 20% -restart-time 1s -ready-file .ready &
  simulate -listen 127.0.0.1:8080 -api 2024 -quirks -state account.json
  simulate drift -endpoint http://127.0.0.1:8080 -pad AC32010000001 time_zone=Asia/Tokyo
  simulate fault -endpoint http://127.0.0.1:8080 -path pad/setSpeed -kind drop_after -times 1

Add -h to a command for its flags.
`

// Main is the command line: the arguments after the word "simulate". It
// returns the exit code: 0 done, 1 failed, 2 wrong usage.
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
		printf(stderr, "simulate: %v (-h explains)\n", err)
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
		"phone": instanceCommand, "counters": countersCommand, "catalogue": catalogCommand, "fault": faultCommand,
		"callbacks": callbacksCommand, "public-ips": publicIPsCommand, "blacklists": blacklistsCommand,
	}
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

// printf prints; a terminal that has gone is nobody's error.
func printf(w io.Writer, format string, args ...any) {
	_, _ = fmt.Fprintf(w, format, args...)
}

// parseFlags reads flags, with help on request and mistakes as usage errors.
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
