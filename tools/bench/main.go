// Command bench benchmarks whole runs of a real Terraform with the built provider
// and a simulated account. It compares each run with a floor: the same work for a
// provider or a resource that calls no API. It prints a table and, after a full
// run, writes it to a file with the machine and the versions.
//
// Run it with `make bench` from the root of the repository. Missed targets are
// shown in the table and don't affect the exit status. It is 1 if a run failed or
// had the wrong result.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

// options are the command-line options.
type options struct {
	terraform string         // path of the CLI
	floor     string         // path of the floor's provider
	pick      *regexp.Regexp // selects the cases
	all       bool           // all cases are selected
	folder    string         // for the mirror, workspaces and logs
	document  string         // file for the table of a full run
}

func parse(args []string) (*options, error) {
	o := &options{}
	var pick string
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	set.StringVar(&o.terraform, "terraform", "", "`path` of the Terraform CLI")
	set.StringVar(&o.floor, "floor", "", "`path` of the floor's provider")
	set.StringVar(&pick, "run", ".", "run the cases whose name matches the `regexp`")
	set.StringVar(&o.folder, "work", ".build/bench", "`folder` for the mirror, workspaces and logs")
	set.StringVar(&o.document, "document", "docs-dev/benchmarks.md", "`file` for the table of a full run")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	if o.terraform == "" || o.floor == "" || set.NArg() > 0 {
		return nil, errors.New("usage: bench -terraform PATH -floor PATH [-run REGEXP]; use `make bench`")
	}
	var err error
	if o.pick, err = regexp.Compile(pick); err != nil {
		return nil, fmt.Errorf("invalid -run: %w", err)
	}
	o.all = full(pick)
	if o.folder, err = filepath.Abs(o.folder); err != nil {
		return nil, err
	}
	return o, nil
}

func run(ctx context.Context, args []string) error {
	o, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	chosen := choose(cases(), o.pick)
	if len(chosen) == 0 {
		return fmt.Errorf("no case matches %q; cases: %s", o.pick, names(cases()))
	}
	install, err := installProviders(ctx, o)
	if err != nil {
		return err
	}
	facts, err := gather(ctx, o, install)
	if err != nil {
		return err
	}
	began := time.Now()
	b := &bench{folder: filepath.Join(o.folder, "work"), install: install, say: progress(os.Stderr)}
	rows, failures := b.all(ctx, chosen)
	if o.all || o.pick.MatchString(growthName) {
		rows = append(rows, growth(rows)...)
	}
	table := format(rows)
	fmt.Print(table)
	printNotes(os.Stdout, rows)
	if err := errors.Join(failures...); err != nil {
		return err
	}
	if !o.all {
		b.say("not written to %s, because this was not a full run", o.document)
		return nil
	}
	facts.took = time.Since(began)
	if err := writeDocument(o.document, facts, rows); err != nil {
		return err
	}
	b.say("written to %s", o.document)
	return nil
}
