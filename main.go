// Command terraform-provider-armcloud is the Terraform provider for ARMCloud.
// Terraform starts it without arguments, and it serves the plugin protocol. With
// the argument "simulate", it runs a simulated account instead.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator/cli"
)

// version is set by the build.
var version = "dev"

// atStart is called before the provider serves requests. The function that it
// returns is called before the process exits.
var atStart = func() (atEnd func()) { return func() {} }

func main() {
	if len(os.Args) > 1 && os.Args[1] == "simulate" {
		os.Exit(cli.Main(os.Args[2:], os.Stdout, os.Stderr))
	}
	debugger, exit, done := parse(os.Args[1:], os.Stdout, os.Stderr)
	if done {
		os.Exit(exit)
	}
	quietFramework()
	reserve := collectLess()
	defer runtime.KeepAlive(reserve)
	defer atStart()()
	awaitParentEnd := watchParent()
	newServer := func() tfprotov6.ProviderServer {
		server, err := provider.NewServer(version)()
		if err != nil {
			log.Fatal(err)
		}
		if s, ok := server.(*provider.Server); ok && !debugger {
			s.OnConfigure = ignoreClosedPipes
			go endAfterParent(awaitParentEnd, s.AwaitWrites, os.Exit)
		}
		return server
	}
	var options []tf6server.ServeOpt
	if debugger {
		options = append(options, tf6server.WithManagedDebug())
	}
	if err := tf6server.Serve(provider.Address, newServer, options...); err != nil {
		log.Fatal(err)
	}
}

// usage is what -help prints.
const usage = `The Terraform provider for ARMCloud. Terraform and OpenTofu start it by themselves.

  terraform-provider-armcloud simulate   run a simulated account (simulate -help)
  terraform-provider-armcloud -version   print the version
  terraform-provider-armcloud -debug     wait for Terraform under a debugger
`

// parse reads the arguments. If there is nothing to serve, done is true and the
// process ends with the exit code.
func parse(arguments []string, stdout, stderr io.Writer) (debugger bool, exit int, done bool) {
	flags := flag.NewFlagSet("terraform-provider-armcloud", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {}
	flags.BoolVar(&debugger, "debug", false, "")
	showVersion := flags.Bool("version", false, "")
	err := flags.Parse(arguments)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage)
		return false, 0, true
	case err == nil && flags.NArg() > 0:
		fmt.Fprintf(stderr, "unknown command %q\n", flags.Arg(0))
		fallthrough
	case err != nil:
		fmt.Fprint(stderr, usage)
		return false, 2, true
	case *showVersion:
		fmt.Fprintf(stdout, "terraform-provider-armcloud %s\n", version)
		return false, 0, true
	}
	return debugger, 0, false
}

// collectLess makes the garbage collector run less often while the heap is small.
// A thousand concurrent resources allocate many short-lived messages, and
// collecting them every few megabytes took a third of the CPU time.
//
// The collector counts the returned reserve as part of the heap, but because it is
// never written to, it uses no memory. For larger heaps, the lower GC percentage
// reduces the peak by a fifth.
func collectLess() []byte {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	debug.SetGCPercent(35)
	return make([]byte, 96<<20)
}

// quietFramework turns off the framework's log if logging is not enabled. The
// framework would otherwise write a line per element to stderr. Its subsystem has a
// level of its own: unless that is off too, the framework adds every element to the
// context of the next one, which takes time quadratic in the size of a fleet.
func quietFramework() {
	variables := []string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK"}
	for _, variable := range append([]string{"TF_LOG", "TF_LOG_PROVIDER"}, variables...) {
		if os.Getenv(variable) != "" {
			return
		}
	}
	for _, variable := range variables {
		// An error only costs speed.
		_ = os.Setenv(variable, "OFF")
	}
}
