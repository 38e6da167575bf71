package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// bench runs cases one at a time, so that they don't compete for the machine.
type bench struct {
	folder  string
	install *installed
	say     func(format string, args ...any)
}

// progress returns a function that writes lines with a timestamp.
func progress(to io.Writer) func(string, ...any) {
	return func(format string, args ...any) {
		_, _ = fmt.Fprintf(to, time.Now().Format("15:04:05 ")+format+"\n", args...) // progress is not essential
	}
}

// all runs the cases, each after its floor, and returns the rows of those that
// succeeded. It stops when ctx is canceled.
func (b *bench) all(ctx context.Context, cases []*benchCase) (rows []*row, failures []error) {
	floors := map[*benchCase]map[string]sample{}
	for n, c := range cases {
		b.say("case %d of %d: %s", n+1, len(cases), c.name)
		if c.floor != nil && floors[c.floor] == nil {
			below, err := b.one(ctx, c.floor)
			if err != nil {
				failures = append(failures, err)
			}
			floors[c.floor] = below
		}
		got, err := b.one(ctx, c)
		if err != nil {
			failures = append(failures, err)
		}
		if ctx.Err() != nil {
			return rows, failures
		}
		rows = append(rows, c.rows(got, floors[c.floor])...)
	}
	return rows, failures
}

// rows returns a row per measured step, with the matching step of the floor.
func (c *benchCase) rows(got, below map[string]sample) []*row {
	var rows []*row
	for _, s := range c.steps {
		measured, ok := got[s.name]
		if !ok {
			continue
		}
		r := &row{name: c.name + ": " + s.name, got: measured, targets: s.targets, unlimited: c.head == unlimitedHCL()}
		beside := s.floor
		if beside == "" {
			beside = s.name
		}
		if floor, ok := below[beside]; ok {
			r.floor = &floor
		}
		rows = append(rows, r)
	}
	return rows
}

// one runs the steps of a case and returns the median of each by name. It stops at
// the first error, because steps depend on the previous ones.
func (b *bench) one(ctx context.Context, c *benchCase) (got map[string]sample, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s: %w", c.name, err)
			b.say("%v", err)
		}
	}()
	folder, err := filepath.Abs(filepath.Join(b.folder, fileName(c.name)))
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, err
	}
	s := &stage{benchCase: c, workspace: &workspace{folder: folder, install: b.install}}
	defer func() { s.account.stop() }()
	if err := s.write(c.head); err != nil {
		return nil, err
	}
	if err := s.init(ctx); err != nil {
		return nil, err
	}
	got = map[string]sample{}
	for _, step := range c.steps {
		measured, err := b.repeat(ctx, s, step)
		if err != nil {
			return got, fmt.Errorf("%s: %w", step.name, err)
		}
		got[step.name] = measured
	}
	if c.converges {
		if _, err := s.measure(ctx, 0, planArgs(10)...); err != nil {
			return got, fmt.Errorf("the plan after the last step is not empty: %w", err)
		}
	}
	return got, nil
}

// repeat measures a step once, or three times if it is short.
func (b *bench) repeat(ctx context.Context, s *stage, of step) (sample, error) {
	var samples []sample
	for range 3 {
		got, err := s.try(ctx, of)
		if err != nil {
			return sample{}, err
		}
		b.say("  %s, %s: %.2f s, provider %.0f MB and %.2f s CPU, CLI %.0f MB; %d requests: %s", s.name, of.name, got.wall.Seconds(),
			megabytes(got.memory.provider), got.cpu.Seconds(), megabytes(got.memory.cli), got.counts.total, got.counts)
		if got.tasks > 0 {
			b.say("    %.1f s from the first submit to the last task query", got.tasks.Seconds())
		}
		samples = append(samples, got)
		if samples[0].wall >= short {
			break
		}
	}
	return median(samples), nil
}

// try measures a step once.
func (s *stage) try(ctx context.Context, of step) (got sample, err error) {
	if of.prepare != nil {
		if err := of.prepare(ctx, s); err != nil {
			return sample{}, err
		}
	}
	if s.account != nil {
		if err := s.account.resetCounters(ctx); err != nil {
			return sample{}, err
		}
	}
	if of.bounds(queries) {
		spans := s.account.timeTasks(ctx)
		defer func() { got.tasks = spans() }()
	}
	got, err = s.measure(ctx, of.exit, of.args...)
	if err != nil || s.account == nil {
		return got, err
	}
	if got.counts, err = s.account.counters(ctx); err != nil {
		return sample{}, err
	}
	if of.verify != nil {
		err = of.verify(ctx, s)
	}
	return got, err
}
