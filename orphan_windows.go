package main

import (
	"os"
	"syscall"
)

// watchParent returns a function that waits until the parent of this process has ended.
// If the parent can't be watched, it waits without end.
func watchParent() (awaitEnd func()) {
	parent, err := syscall.OpenProcess(syscall.SYNCHRONIZE, false, uint32(os.Getppid()))
	return func() {
		if err == nil {
			_, err = syscall.WaitForSingleObject(parent, syscall.INFINITE)
		}
		if err != nil {
			select {}
		}
	}
}

// ignoreClosedPipes does nothing: writing to a closed pipe doesn't end a process.
func ignoreClosedPipes() {}
