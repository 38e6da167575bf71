package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// hcl returns the configuration for the current state of a stage.
type hcl func(s *stage) string

func always(text string) hcl { return func(*stage) string { return text } }

func fleetOf(n int) hcl { return func(s *stage) string { return fleetHCL(n, s.upload, s.moved) } }

func stringsOf(n int) hcl { return func(s *stage) string { return stringMapHCL(n, s.moved) } }

// preparation prepares a stage for a step.
type preparation = func(context.Context, *stage) error

// fresh prepares a step with a new account, if the case needs one, an empty state and
// the first configuration.
func fresh(config hcl) preparation {
	return func(ctx context.Context, s *stage) error {
		if s.instances > 0 {
			s.account.stop()
			var err error
			if s.account, err = startAccount(ctx, s.install.provider, s.folder, s.instances); err != nil {
				return err
			}
			s.extra = s.account.env
		}
		for _, name := range []string{"terraform.tfstate", "terraform.tfstate.backup"} {
			if err := os.Remove(filepath.Join(s.folder, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
		s.upload, s.moved = 10, 0
		return s.configure(config)
	}
}

// faster prepares a step by changing the upload in the configuration. move prepares a
// step by moving n more instances to the other profile.
func faster(config hcl) preparation {
	return func(_ context.Context, s *stage) error {
		s.upload++
		return s.configure(config)
	}
}

func move(n int, config hcl) preparation {
	return func(_ context.Context, s *stage) error {
		s.moved += n
		return s.configure(config)
	}
}

// peek is move for a step that only plans, so that each run has the same change.
func peek(n int, config hcl) preparation {
	return func(_ context.Context, s *stage) error {
		s.moved += n
		defer func() { s.moved -= n }()
		return s.configure(config)
	}
}

func (s *stage) configure(config hcl) error { return s.write(s.head + config(s)) }

// drift prepares a step by changing the time zone of the first n instances at the
// account.
func drift(n int) preparation {
	return func(ctx context.Context, s *stage) error {
		codes := make([]string, n)
		for i := range codes {
			codes[i] = padCode(i + 1)
		}
		return s.account.call(ctx, "drift", map[string]any{
			"padCodes": codes, "set": map[string]string{"time_zone": "Asia/Tokyo"},
		}, nil)
	}
}

// padCode returns the pad code of the nth simulated instance, counted from 1.
func padCode(n int) string { return fmt.Sprintf("AC32010%06d", n) }

// instance is the part of a simulated instance that is verified.
type instance struct {
	TimeZone  string `json:"time_zone"`
	Bandwidth struct {
		Upload float64 `json:"upload_mbps"`
	} `json:"bandwidth"`
	Unfinished int `json:"unfinished"`
}

// hasBandwidth verifies that the instances from first to last have at least the
// upload. It samples the first, the last and the middle one.
func hasBandwidth(upload float64, first, last int) func(context.Context, *stage) error {
	return sampled(first, last, func(i instance) bool { return i.Bandwidth.Upload >= upload })
}

// hasTimeZone is like hasBandwidth for a time zone.
func hasTimeZone(zone string, first, last int) func(context.Context, *stage) error {
	return sampled(first, last, func(i instance) bool { return i.TimeZone == zone })
}

// sampled verifies the first, the middle and the last instance with good.
func sampled(first, last int, good func(instance) bool) func(context.Context, *stage) error {
	return func(ctx context.Context, s *stage) error {
		for _, n := range []int{first, (first + last) / 2, last} {
			var got instance
			if err := s.account.call(ctx, "phones/"+padCode(n), nil, &got); err != nil {
				return err
			}
			if got.Unfinished > 0 || !good(got) {
				return fmt.Errorf("instance %s does not have the expected settings after the run: %+v", padCode(n), got)
			}
		}
		return nil
	}
}
