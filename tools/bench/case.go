package main

import (
	"context"
	"regexp"
	"strings"
	"time"
)

// short is the wall time below which one run says little: a step that took less
// is measured three times, and the run with the median wall time counts.
const short = 5 * time.Second

// benchCase is a row of steps in one workspace, on one account.
type benchCase struct {
	name   string
	phones int        // phones of the account; 0: no account, as the case calls no API
	head   string     // HCL that names the provider; empty: Terraform's own
	floor  *benchCase // the same without API calls; nil: there is none
	steps  []step
	// settled is true when a plan after the last step must be empty.
	settled bool
}

// step is one run of Terraform, and a row of the table.
type step struct {
	name string
	args []string
	exit int // the exit status that shows that it did what the case says
	// prepare brings account and workspace to where the step begins; it is
	// called before each try, and is not measured.
	prepare func(ctx context.Context, s *stage) error
	// verify looks at the account afterwards, because a plan or an apply that
	// does nothing would be fast.
	verify func(ctx context.Context, s *stage) error
	// floor names the floor's step to compare with; empty: the same name.
	floor   string
	targets []target
}

// stage is where the steps of a case run.
type stage struct {
	*benchCase
	account *account
	*workspace
	// What the configuration says now: the upload of most phones, and how many
	// have moved to the other profile, or have another string.
	upload, moved int
}

// names lists the cases for an error.
func names(all []*benchCase) string {
	list := make([]string, 0, len(all)+1)
	for _, c := range all {
		list = append(list, c.name)
	}
	return strings.Join(append(list, growthName), "; ")
}

// choose gives the cases that match, and those that growth is made of where it
// does.
func choose(all []*benchCase, pick *regexp.Regexp) []*benchCase {
	var chosen []*benchCase
	for _, c := range all {
		if pick.MatchString(c.name) || pick.MatchString(growthName) && growsWith(c.name) {
			chosen = append(chosen, c)
		}
	}
	return chosen
}
