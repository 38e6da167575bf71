package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// hcl writes a configuration as the stage has come to it.
type hcl func(s *stage) string

func always(text string) hcl { return func(*stage) string { return text } }

func fleetOf(n int) hcl { return func(s *stage) string { return fleetHCL(n, s.upload, s.moved) } }

func stringsOf(n int) hcl { return func(s *stage) string { return stringMapHCL(n, s.moved) } }

// preparation brings a stage to where a step begins.
type preparation = func(context.Context, *stage) error

// fresh prepares a step that begins with nothing: a new account where the case
// needs one, an empty state and the first configuration.
func fresh(config hcl) preparation {
	return func(ctx context.Context, s *stage) error {
		if s.phones > 0 {
			s.account.stop()
			var err error
			if s.account, err = startAccount(ctx, s.install.provider, s.folder, s.phones); err != nil {
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

// faster prepares a step that begins after the configuration has got another
// upload, and move one after so many phones more have moved in it.
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

// peek is move for a step that applies nothing: each try begins with the same
// difference.
func peek(n int, config hcl) preparation {
	return func(_ context.Context, s *stage) error {
		s.moved += n
		defer func() { s.moved -= n }()
		return s.configure(config)
	}
}

func (s *stage) configure(config hcl) error { return s.write(s.head + config(s)) }

// drift prepares a step that begins after somebody has changed the time zone of
// the first n phones.
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

// padCode is the code of a simulated phone; they count from 1.
func padCode(n int) string { return fmt.Sprintf("AC32010%06d", n) }

// phone is the part of a simulated phone that is looked at.
type phone struct {
	TimeZone  string `json:"time_zone"`
	Bandwidth struct {
		Upload float64 `json:"upload_mbps"`
	} `json:"bandwidth"`
	Unfinished int `json:"unfinished"`
}

// hasBandwidth verifies that the phones numbered from first to last have got at
// least the upload; it looks at the two ends and the middle.
func hasBandwidth(upload float64, first, last int) func(context.Context, *stage) error {
	return phones(first, last, func(p phone) bool { return p.Bandwidth.Upload >= upload })
}

// hasTimeZone verifies the same for a time zone.
func hasTimeZone(zone string, first, last int) func(context.Context, *stage) error {
	return phones(first, last, func(p phone) bool { return p.TimeZone == zone })
}

func phones(first, last int, good func(phone) bool) func(context.Context, *stage) error {
	return func(ctx context.Context, s *stage) error {
		for _, n := range []int{first, (first + last) / 2, last} {
			var p phone
			if err := s.account.call(ctx, "phones/"+padCode(n), nil, &p); err != nil {
				return err
			}
			if p.Unfinished > 0 || !good(p) {
				return fmt.Errorf("phone %s is not as it should be after the run: %+v", padCode(n), p)
			}
		}
		return nil
	}
}
