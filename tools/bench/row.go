package main

import (
	"slices"
	"time"
)

// sample is the result of one run of Terraform.
type sample struct {
	wall   time.Duration
	tasks  time.Duration // from the first submit to the last task query, if measured
	memory peaks
	cpu    time.Duration // of the provider, 0 if unknown
	counts counts
}

// peaks are the peaks of resident memory in bytes. 0 means that there was no such
// process, or that the system does not provide the number.
type peaks struct {
	cli      int64
	provider int64 // the largest of all processes of the provider
}

// row is one line of the table.
type row struct {
	name    string // case and step
	got     sample
	floor   *sample // may be nil
	targets []target
	// unlimited is true if the provider's rate limit is too high to count.
	unlimited bool
	// growth replaces the fields above if the row compares two others.
	growth *factors
}

// median returns the sample with the median wall time. Of an even number of samples,
// it returns the slower of the two in the middle.
func median(samples []sample) sample {
	sorted := slices.Clone(samples)
	slices.SortFunc(sorted, func(a, b sample) int { return int(a.wall - b.wall) })
	return sorted[len(sorted)/2]
}

// ratio returns the wall time divided by the floor's.
func (r *row) ratio() (float64, bool) {
	if r.floor == nil || r.floor.wall == 0 {
		return 0, false
	}
	return r.got.wall.Seconds() / r.floor.wall.Seconds(), true
}

func megabytes(bytes int64) float64 { return float64(bytes) / 1e6 }
