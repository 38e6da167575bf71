package cli

import (
	"net/http"
	"strings"

	"github.com/spf13/cobra"
)

func newCallbacks() *cobra.Command {
	var r remote
	var url string
	var types []int
	var remove bool
	command := &cobra.Command{
		Use:   "callbacks",
		Short: "Show the callback and its deliveries, or change it",
		Long: `Show the callback of the account, its types and the deliveries so far, or change it.

Callbacks are sent to any http or https address when a task ends or the status of an
instance changes, with up to three attempts.`,
		Example: examples("simulate callbacks", "simulate callbacks -set http://127.0.0.1:8090/armcloud -type 14,21", "simulate callbacks -delete"),
		Args:    noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			switch {
			case url != "" && remove:
				return usageErrorf("--set and --delete cannot be combined")
			case url == "" && len(types) > 0:
				return usageErrorf("--type needs --set")
			case url != "" || remove:
				return r.call(command, http.MethodPost, "callbacks", map[string]any{"url": url, "typeIds": types})
			}
			return r.call(command, http.MethodGet, "callbacks", nil)
		},
	}
	flags := command.Flags()
	flags.StringVar(&url, "set", "", "`URL` to send callbacks to")
	flags.IntSliceVar(&types, "type", nil, "`ID` of a callback type, with --set; can be repeated (default all)")
	flags.BoolVar(&remove, "delete", false, "remove the callback")
	r.addFlag(command)
	return command
}

func newPublicIPs() *cobra.Command {
	var r remote
	var bind, unbind string
	command := &cobra.Command{
		Use:   "public-ips",
		Short: "Show the bindings of public IPs, or change one",
		Long: `Show which instance each public IP of the account is bound to, or change a binding.

Public IPs are 203.0.113.1 to 203.0.113.5. Resetting an instance releases its public IPs.`,
		Example: examples("simulate public-ips", "simulate public-ips -bind 203.0.113.5=AC32010000001", "simulate public-ips -unbind 203.0.113.5"),
		Args:    noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if bind != "" && unbind != "" {
				return usageErrorf("--bind and --unbind cannot be combined")
			}
			if bind == "" && unbind == "" {
				return r.call(command, http.MethodGet, "public-ips", nil)
			}
			address, code := unbind, ""
			if bind != "" {
				var found bool
				if address, code, found = strings.Cut(bind, "="); !found || code == "" {
					return usageErrorf("--bind %q is not IP=CODE", bind)
				}
			}
			return r.call(command, http.MethodPost, "public-ips", map[string]any{"publicIp": address, "padCode": code})
		},
	}
	command.Flags().StringVar(&bind, "bind", "", "bind an address to an instance: `IP=CODE`")
	command.Flags().StringVar(&unbind, "unbind", "", "`IP` to unbind")
	r.addFlag(command)
	return command
}

func newBlacklists() *cobra.Command {
	var r remote
	command := &cobra.Command{
		Use:     "blacklists",
		Short:   "Show the app blacklists",
		Long:    "Show the apps that are blacklisted on each instance grade.",
		Example: examples("simulate blacklists"),
		Args:    noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return r.call(command, http.MethodGet, "blacklists", nil)
		},
	}
	r.addFlag(command)
	return command
}
