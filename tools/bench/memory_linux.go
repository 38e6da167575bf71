package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// What cannot be read in these belongs to a process that has ended.

// peakOf gives the peak resident size of a process in bytes.
func peakOf(pid int) int64 {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	return peakIn(string(status))
}

// childrenOf gives the processes that any thread of a process has started.
func childrenOf(pid int) []int {
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	var found []int
	for _, list := range lists {
		text, _ := os.ReadFile(list) //nolint:gosec // below /proc
		found = append(found, numbers(string(text))...)
	}
	return found
}

// commandOf gives the first 15 characters of the name of a process's program.
func commandOf(pid int) string {
	name, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
	return strings.TrimSpace(string(name))
}
