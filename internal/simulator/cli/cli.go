// Package cli is the command line of the simulator: it serves a simulated account,
// and inspects and changes one that is running through its control API.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// Groups of commands in the help.
const (
	groupShow   = "show"
	groupChange = "change"
	groupOther  = "other"
)

// New returns the command simulate. The version is what --version prints.
func New(version string) *cobra.Command {
	simulate := newServe()
	simulate.Version = version
	simulate.AddGroup(
		&cobra.Group{ID: groupShow, Title: "Inspect a running account:"},
		&cobra.Group{ID: groupChange, Title: "Change it, as if by someone else:"},
		&cobra.Group{ID: groupOther, Title: "More help:"},
	)
	for group, commands := range map[string][]*cobra.Command{
		groupShow:   {newInstance(), newCounters(), newCatalog(), newCallbacks(), newPublicIPs(), newBlacklists()},
		groupChange: {newDrift(), newOnline(), newOffline(), newFault()},
	} {
		for _, command := range commands {
			command.GroupID = group
			simulate.AddCommand(command)
		}
	}
	simulate.AddCommand(uploadsTopic)
	help := newHelp()
	simulate.SetHelpCommand(help)
	simulate.SetHelpCommandGroupID(groupOther)
	simulate.AddCommand(help)
	for _, command := range append(simulate.Commands(), simulate) {
		command.Flags().SortFlags = false // show them in the order of their definition
	}
	return simulate
}

// Execute runs a command line until it is done, or until SIGINT or SIGTERM. It
// returns the exit code: 0 for success, 1 for a failure, 2 for wrong usage.
func Execute(root *cobra.Command, args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return execute(ctx, root, args, stdout, stderr)
}

func execute(ctx context.Context, root *cobra.Command, args []string, stdout, stderr io.Writer) int {
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetUsageTemplate(usageTemplate)
	root.SetVersionTemplate("terraform-provider-armcloud {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	if root.Args == nil {
		root.Args = noCommand
	}
	root.SetArgs(twoDashes(root, args))
	command, err := root.ExecuteContextC(ctx)
	if err == nil {
		return 0
	}
	path := command.CommandPath()
	printf(stderr, "%s: %v\n", strings.TrimPrefix(path, root.Name()+" "), err)
	if wrong := (usageError{}); !errors.As(err, &wrong) {
		return 1
	}
	if command == root {
		printf(stderr, "\n%s", root.UsageString()) // it is short
	} else {
		printf(stderr, "Run '%s --help' for help.\n", path)
	}
	return 2
}

// usageError is a mistake in the arguments.
type usageError struct{ error }

func usageErrorf(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// noArguments refuses arguments of a command that has neither arguments nor commands.
func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageErrorf("unexpected argument %q", args[0])
	}
	return nil
}

// noCommand refuses arguments of a command that has other commands.
func noCommand(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	command.SuggestionsMinimumDistance = maxDistance
	return usageErrorf("unknown command %q%s", args[0], didYouMean(command.SuggestionsFor(args[0])))
}

// newHelp returns the command help of simulate. The library's own looks commands up
// from the root of the command line.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:     "help [command]",
		Short:   "Show the help of a command",
		GroupID: groupOther,
		RunE: func(help *cobra.Command, args []string) error {
			simulate := help.Parent()
			command, rest, err := simulate.Find(args)
			if err != nil || len(rest) > 0 {
				return noCommand(simulate, args)
			}
			command.InitDefaultHelpFlag()
			return command.Help()
		},
	}
}

// printf writes to the terminal. Errors are ignored: the terminal may be gone.
func printf(w io.Writer, format string, args ...any) {
	_, _ = fmt.Fprintf(w, format, args...)
}

// examples indents the lines of an example, which start with the name of the command.
func examples(lines ...string) string { return "  " + strings.Join(lines, "\n  ") }
