package main

import (
	"slices"
	"time"
)

// sample is what one run of Terraform gave.
type sample struct {
	wall   time.Duration
	tasks  time.Duration // from the first submit to the last question about tasks, where it was timed
	memory peaks
	counts counts
}

// peaks are the largest resident sizes in bytes, 0 where nothing was measured:
// there was no such process, or the system does not tell.
type peaks struct {
	cli      int64
	provider int64 // the largest of all processes that the CLI has started
}

// row is one line of the table.
type row struct {
	name    string // case and step
	got     sample
	floor   *sample // nil: there is none
	targets []target
	// growth has the factors in place of the numbers above where the row
	// compares two others.
	growth *factors
}

// median gives the sample with the median wall time, as a whole: numbers of
// different runs are not mixed. Of an even number it is the slower of the two in
// the middle.
func median(samples []sample) sample {
	sorted := slices.Clone(samples)
	slices.SortFunc(sorted, func(a, b sample) int { return int(a.wall - b.wall) })
	return sorted[len(sorted)/2]
}

// ratio is the wall time over the floor's.
func (r *row) ratio() (float64, bool) {
	if r.floor == nil || r.floor.wall == 0 {
		return 0, false
	}
	return r.got.wall.Seconds() / r.floor.wall.Seconds(), true
}

func megabytes(bytes int64) float64 { return float64(bytes) / 1e6 }
