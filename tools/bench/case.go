package main

import (
	"context"
	"regexp"
	"strings"
	"time"
)

// short is the wall time below which a step is measured three times. The run with
// the median wall time counts.
const short = 5 * time.Second

// benchCase is a sequence of steps in one workspace, on one account.
type benchCase struct {
	name      string
	instances int        // instances of the account; 0: the case needs no account
	head      string     // HCL that requires the provider; empty: built into Terraform
	floor     *benchCase // the same without API calls; may be nil
	steps     []step
	// optIn is true if a full run leaves the case out.
	optIn bool
	// converges is true if a plan after the last step must be empty.
	converges bool
}

// step is one run of Terraform, and a row of the table.
type step struct {
	name string
	args []string
	exit int // expected exit status
	// prepare sets up the account and the workspace. It is called before each
	// run, and is not measured.
	prepare func(ctx context.Context, s *stage) error
	// verify checks the account after the run, because a run that does nothing
	// would be fast.
	verify func(ctx context.Context, s *stage) error
	// floor is the name of the floor's step to compare with; empty: the same name.
	floor   string
	targets []target
}

// stage is the workspace and the account in which the steps of a case run.
type stage struct {
	*benchCase
	account *account
	*workspace
	// The current configuration: the upload of most instances, and the number of
	// instances that have moved to the other profile, or have the other string.
	upload, moved int
}

// names returns the names of the cases, for an error.
func names(all []*benchCase) string {
	list := make([]string, 0, len(all)+1)
	for _, c := range all {
		list = append(list, c.name)
	}
	return strings.Join(append(list, growthName), "; ")
}

// full reports whether a pattern selects all cases that are not opt-in.
func full(pick string) bool { return pick == "." || pick == "" }

// choose returns the cases that match, and those that growth needs if it matches.
func choose(all []*benchCase, pick *regexp.Regexp) []*benchCase {
	var chosen []*benchCase
	for _, c := range all {
		if c.optIn && full(pick.String()) {
			continue
		}
		if pick.MatchString(c.name) || pick.MatchString(growthName) && growsWith(c.name) {
			chosen = append(chosen, c)
		}
	}
	return chosen
}
