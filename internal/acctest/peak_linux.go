package acctest

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// peak gives the largest resident size of a process and its children.
func peak(state *os.ProcessState) int64 {
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss * 1024
	}
	return 0
}

// largestChild gives the peak resident size so far of a process's largest
// child, 0 when it has none.
func largestChild(parent int) int64 {
	// Processes come and go meanwhile: what cannot be read is not there.
	processes, _ := filepath.Glob("/proc/[0-9]*/status")
	var largest int64
	for _, process := range processes {
		status, _ := os.ReadFile(process)
		if !strings.Contains(string(status), fmt.Sprintf("\nPPid:\t%d\n", parent)) {
			continue
		}
		_, rest, _ := strings.Cut(string(status), "\nVmHWM:")
		if fields := strings.Fields(rest); len(fields) > 0 {
			kilobytes, _ := strconv.ParseInt(fields[0], 10, 64)
			largest = max(largest, kilobytes*1024)
		}
	}
	return largest
}
