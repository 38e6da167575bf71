// Command bench measures whole runs of a real Terraform with the built provider
// on a simulated account, each beside a floor: the same work for a provider, or
// a resource, that calls no API. It prints one table, and after a full run
// writes it to a file together with the machine and the versions.
//
// It is started from the root of the repository, by `make bench`. The exit
// status is 0 also where a target is missed: that stands in the table. It is 1
// when a run failed or did not do what it should.
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

// options are the command line.
type options struct {
	terraform string         // path of the CLI
	floor     string         // path of the floor's provider
	pick      *regexp.Regexp // which cases run
	all       bool           // every case runs
	folder    string         // for mirror, workspaces and logs
	document  string         // where the table of a full run goes
}

func parse(args []string) (*options, error) {
	o := &options{}
	var pick string
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	set.StringVar(&o.terraform, "terraform", "", "`path` of the Terraform CLI")
	set.StringVar(&o.floor, "floor", "", "`path` of the provider that is the floor")
	set.StringVar(&pick, "run", ".", "run the cases that match this `regexp`")
	set.StringVar(&o.folder, "work", ".build/bench", "`folder` for what is left behind")
	set.StringVar(&o.document, "document", "docs-dev/benchmarks.md", "`file` for the table of a full run")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	if o.terraform == "" || o.floor == "" || set.NArg() > 0 {
		return nil, errors.New("usage: bench -terraform PATH -floor PATH [-run REGEXP]; `make bench` knows the paths")
	}
	var err error
	if o.pick, err = regexp.Compile(pick); err != nil {
		return nil, fmt.Errorf("unable to read which cases to run: %w", err)
	}
	o.all = pick == "." || pick == ""
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
		return fmt.Errorf("no case matches %q; there are: %s", o.pick, names(cases()))
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
		b.say("%s is left as it is: it holds full runs only", o.document)
		return nil
	}
	facts.took = time.Since(began)
	if err := writeDocument(o.document, facts, rows); err != nil {
		return err
	}
	b.say("written to %s", o.document)
	return nil
}
