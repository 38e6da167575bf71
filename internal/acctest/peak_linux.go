package acctest

import (
	"os"
	"syscall"
)

// peak gives the largest resident size of a process and its children.
func peak(state *os.ProcessState) int64 {
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss * 1024
	}
	return 0
}
