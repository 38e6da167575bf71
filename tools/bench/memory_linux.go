package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// These functions ignore errors, because a process can exit at any time.

// peakOf returns the peak resident memory of a process in bytes.
func peakOf(pid int) int64 {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	return peakIn(string(status))
}

// cpuOf returns the CPU time of a process.
func cpuOf(pid int) time.Duration {
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return cpuIn(string(stat))
}

// childrenOf returns the processes that the threads of a process have started.
func childrenOf(pid int) []int {
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	var found []int
	for _, list := range lists {
		text, _ := os.ReadFile(list) //nolint:gosec // below /proc
		found = append(found, numbers(string(text))...)
	}
	return found
}

// commandOf returns the first 15 characters of the name of a process's program.
func commandOf(pid int) string {
	name, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
	return strings.TrimSpace(string(name))
}
