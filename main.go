// Command terraform-provider-armcloud is the Terraform provider for ARMCloud.
// Terraform starts it without arguments, and it serves the plugin protocol. With
// the argument "simulate", it runs a simulated account instead.
package main

import (
	"io"
	"log"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"github.com/spf13/cobra"

	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator/cli"
)

// version is set by the build.
var version = "dev"

// atStart is called before the provider serves requests. The function that it
// returns is called before the process exits.
var atStart = func() (atEnd func()) { return func() {} }

func main() {
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

// parse reads the arguments, and runs the command that they name. If there is nothing
// to serve, done is true and the process ends with the exit code.
func parse(arguments []string, stdout, stderr io.Writer) (debugger bool, exit int, done bool) {
	if len(arguments) == 0 {
		return false, 0, false // started by Terraform, often: don't even set up the command line
	}
	serve := false
	root := &cobra.Command{
		Use:     "terraform-provider-armcloud",
		Short:   "The Terraform provider for ARMCloud",
		Long:    "The Terraform provider for ARMCloud. Terraform and OpenTofu start it by themselves.",
		Version: version,
		RunE: func(*cobra.Command, []string) error {
			serve = true
			return nil
		},
	}
	root.Flags().BoolVar(&debugger, "debug", false, "wait for Terraform under a debugger")
	root.AddCommand(cli.New(version))
	exit = cli.Execute(root, arguments, stdout, stderr)
	return debugger && serve, exit, !serve
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
