//go:build !windows

package main

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// watchParent returns a function that waits until the parent of this process has ended.
// Then the process has a new parent. If the parent has ended before watchParent is
// called, that isn't noticed; but then the handshake with Terraform, which writes to a
// closed pipe, ends the process.
func watchParent() (awaitEnd func()) {
	parent := os.Getppid()
	return func() {
		tick := time.NewTicker(parentPoll)
		defer tick.Stop()
		for os.Getppid() == parent {
			<-tick.C
		}
	}
}

// ignoreClosedPipes lets the process live when it writes a line of its log after the
// parent has ended: a change that is in flight must get its response. Call it after the
// handshake.
func ignoreClosedPipes() { signal.Ignore(syscall.SIGPIPE) }
