package main

import (
	"strconv"
	"strings"
	"time"
)

// watcher polls the peak memory of a process and its children. The system keeps each
// process's peak, so only growth after the last poll is missed.
type watcher struct {
	end  chan struct{}
	seen chan peaks
}

// watch starts to watch a CLI process.
func watch(pid int) *watcher {
	w := &watcher{end: make(chan struct{}), seen: make(chan peaks, 1)}
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		var most peaks
		for {
			most.cli = max(most.cli, peakOf(pid))
			for _, child := range childrenOf(pid) {
				if strings.HasPrefix(commandOf(child), "terraform-prov") {
					most.provider = max(most.provider, peakOf(child))
				}
			}
			select {
			case <-tick.C:
			case <-w.end:
				w.seen <- most
				return
			}
		}
	}()
	return w
}

// stop stops watching and returns the peaks.
func (w *watcher) stop() peaks {
	close(w.end)
	return <-w.seen
}

// peakIn returns the peak resident memory in bytes from a process's status file, or 0
// if the file doesn't contain it.
func peakIn(status string) int64 {
	_, rest, found := strings.Cut("\n"+status, "\nVmHWM:")
	fields := strings.Fields(rest)
	if !found || len(fields) < 2 || fields[1] != "kB" {
		return 0
	}
	kilobytes, err := strconv.ParseInt(fields[0], 10, 64)
	if err != nil {
		return 0
	}
	return kilobytes * 1024
}

// numbers parses process IDs that are separated by spaces.
func numbers(text string) []int {
	var found []int
	for _, field := range strings.Fields(text) {
		if n, err := strconv.Atoi(field); err == nil {
			found = append(found, n)
		}
	}
	return found
}
