package cli

import (
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

func newFault() *cobra.Command {
	var r remote
	var clear bool
	var fault simulator.FaultRequest
	command := &cobra.Command{
		Use:   "fault",
		Short: "Inject a fault, or remove all",
		Long: `Make the service misbehave: lose responses, refuse instances, let tasks fail. Faults apply
in the order in which they were added.`,
		Example: examples(
			"simulate fault -kind drop_after -path pad/setSpeed -times 1",
			"simulate fault -kind task_fail -pad AC32010000001 -message 'boot loop'",
			"simulate fault -clear"),
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if clear {
				return r.call(command, http.MethodPost, "faults/clear", nil)
			}
			if fault.Kind == "" {
				return usageErrorf("--kind is missing")
			}
			return r.call(command, http.MethodPost, "faults", map[string]any{"faults": []simulator.FaultRequest{fault}})
		},
	}
	flags := command.Flags()
	flags.StringVar(&fault.Kind, "kind", "", "`kind`: "+strings.Join(simulator.FaultKinds(), ", "))
	flags.BoolVar(&clear, "clear", false, "remove all faults")
	r.addFlag(command)
	group(flags, "Flags:")
	flags.StringVar(&fault.Path, "path", "", "end of the `path`, such as pad/restart (default every path)")
	flags.StringVar(&fault.PadCode, "pad", "", "pad `code` of the instance concerned (default all)")
	flags.IntVar(&fault.Times, "times", 0, "how often it fires; 0: until --clear")
	flags.IntVar(&fault.After, "after", 0, "how many matching requests pass first")
	group(flags, "When it fires:")
	flags.IntVar(&fault.Count, "count", 0, "rows, with faults of listings; a negative count with total hides the total")
	flags.IntVar(&fault.Code, "code", 0, "code in the body")
	flags.StringVar(&fault.Message, "message", "", "`text` of the message, the body, or the URL of a redirect")
	flags.IntVar(&fault.Status, "status", 0, "HTTP status, or status of a task")
	flags.IntVar(&fault.RetryAfter, "retry-after", 0, "`seconds` for the Retry-After header, with status")
	flags.StringVar(&fault.Delay, "delay", "", "`duration`, with slow and clock_skew")
	group(flags, "What it does:")
	_ = command.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(simulator.FaultKinds(), cobra.ShellCompDirectiveNoFileComp)) // the flag exists
	return command
}
