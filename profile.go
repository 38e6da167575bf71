//go:build profile

package main

import (
	"log"
	"os"
	"runtime/pprof"
)

// A build with this tag writes a profile of each of its processes into the
// folder that CPU_PROFILES names, for `make profile`. What ships has no such
// switch.
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
