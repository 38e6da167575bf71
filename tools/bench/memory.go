package main

import (
	"strconv"
	"strings"
	"time"
)

// usage is what the processes of a run have used.
type usage struct {
	memory peaks
	cpu    time.Duration // of all processes of the provider; 0: unknown
}

// watcher polls the peak memory of a process and its children, and their CPU time. The
// system keeps each process's peak, so only growth after the last poll is missed.
type watcher struct {
	end  chan struct{}
	seen chan usage
}

// watch starts to watch a CLI process.
func watch(pid int) *watcher {
	w := &watcher{end: make(chan struct{}), seen: make(chan usage, 1)}
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		var most peaks
		cpu := map[int]time.Duration{}
		for {
			most.cli = max(most.cli, peakOf(pid))
			for _, child := range childrenOf(pid) {
				if strings.HasPrefix(commandOf(child), "terraform-prov") {
					most.provider = max(most.provider, peakOf(child))
					cpu[child] = max(cpu[child], cpuOf(child))
				}
			}
			select {
			case <-tick.C:
			case <-w.end:
				all := usage{memory: most}
				for _, of := range cpu {
					all.cpu += of
				}
				w.seen <- all
				return
			}
		}
	}()
	return w
}

// stop stops watching and returns what was used.
func (w *watcher) stop() usage {
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

// clockTick is the unit of CPU times in /proc, which is the same on all architectures.
const clockTick = 10 * time.Millisecond

// cpuIn returns the CPU time from a process's stat file, or 0 if the file doesn't
// contain it. The name of the program, in parentheses, may contain anything.
func cpuIn(stat string) time.Duration {
	fields := strings.Fields(stat[strings.LastIndex(stat, ")")+1:])
	if len(fields) < 13 {
		return 0
	}
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	if err1 != nil || err2 != nil {
		return 0
	}
	return time.Duration(user+system) * clockTick
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
