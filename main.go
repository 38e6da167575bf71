// Command terraform-provider-armcloud is the Terraform provider for ARMCloud.
// Started by Terraform it serves the plugin protocol; `simulate` runs a
// simulated account instead.
package main

import (
	"context"
	"flag"
	"log"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator/cli"
)

// version is set by the build.
var version = "dev"

// atStart is called before anything is served, and what it returns at the end.
var atStart = func() (atEnd func()) { return func() {} }

func main() {
	if len(os.Args) > 1 && os.Args[1] == "simulate" {
		os.Exit(cli.Main(os.Args[2:], os.Stdout, os.Stderr))
	}
	debugger := flag.Bool("debug", false, "serve for a debugger, without Terraform starting the process")
	flag.Parse()
	quietFramework()
	reserve := collectLess()
	defer runtime.KeepAlive(reserve)
	defer atStart()()
	if err := providerserver.Serve(context.Background(), provider.New(version), providerserver.ServeOpts{
		Address: provider.Address, ProtocolVersion: 6, Debug: *debugger,
	}); err != nil {
		log.Fatal(err)
	}
}

// collectLess spares the garbage collector's work while the heap is small: a
// thousand resources at once are many short-lived messages, and collecting
// them every few megabytes took a third of the processor time. The collector
// counts the reserve that this returns as used; as nobody writes to it, it
// takes no memory. Above it, collecting twice as often as usual takes a fifth
// off the peak.
func collectLess() []byte {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	debug.SetGCPercent(50)
	return make([]byte, 96<<20)
}

// quietFramework keeps the framework from writing a line per element to
// stderr when nobody reads a log: a third of the time of a large fleet.
func quietFramework() {
	for _, variable := range []string{"TF_LOG", "TF_LOG_PROVIDER", "TF_LOG_SDK"} {
		if os.Getenv(variable) != "" {
			return
		}
	}
	// An error here costs speed alone.
	_ = os.Setenv("TF_LOG_SDK", "OFF")
}
