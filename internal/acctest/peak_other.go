//go:build !linux

package acctest

import "os"

// peak is known on Linux alone.
func peak(*os.ProcessState) int64 { return 0 }

// largestChild is known on Linux alone.
func largestChild(int) int64 { return 0 }
