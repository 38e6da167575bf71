//go:build profile

package main

import (
	"log"
	"os"
	"runtime/pprof"
)

// With this build tag, each process writes a CPU profile to the directory
// CPU_PROFILES. `make profile` uses it; releases are built without the tag.
func init() {
	atStart = func() (atEnd func()) {
		file, err := os.CreateTemp(os.Getenv("CPU_PROFILES"), "*.pprof")
		if err != nil {
			log.Fatal(err)
		}
		if err := pprof.StartCPUProfile(file); err != nil {
			log.Fatal(err)
		}
		return func() {
			pprof.StopCPUProfile()
			if err := file.Close(); err != nil {
				log.Print(err)
			}
		}
	}
}
