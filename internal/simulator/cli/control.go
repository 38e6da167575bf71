package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// maxResponse is the most bytes of a response that are read.
const maxResponse = 10 << 20

// remote is the running simulator that a command concerns.
type remote struct{ endpoint string }

// addFlag adds the flag for the endpoint.
func (r *remote) addFlag(command *cobra.Command) {
	command.Flags().StringVar(&r.endpoint, "endpoint", "", "`URL` of the simulator (default $ARMCLOUD_ENDPOINT)")
}

// call sends a request to the control API and prints the response.
func (r *remote) call(command *cobra.Command, method, path string, body any) error {
	endpoint := r.endpoint
	if endpoint == "" {
		endpoint = os.Getenv("ARMCLOUD_ENDPOINT")
	}
	if endpoint == "" {
		return usageErrorf("--endpoint is missing, and ARMCLOUD_ENDPOINT is not set")
	}
	ctx, cancel := context.WithTimeout(command.Context(), 10*time.Second)
	defer cancel()
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return fmt.Errorf("unable to encode the request: %w", err)
		}
	}
	url := strings.TrimSuffix(endpoint, "/") + simulator.ControlPrefix + path
	request, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(text)) //nolint:gosec // the user says where the simulator is
	if err != nil {
		return usageErrorf("--endpoint %q is not a valid URL", endpoint)
	}
	response, err := http.DefaultClient.Do(request) //nolint:gosec // as above
	if err != nil {
		return fmt.Errorf("unable to reach the simulator: %w", err)
	}
	defer func() { _ = response.Body.Close() }() // the body was only read
	output, err := io.ReadAll(io.LimitReader(response.Body, maxResponse))
	if err != nil {
		return fmt.Errorf("unable to read the response: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", response.Status, strings.TrimSpace(string(output)))
	}
	printf(command.OutOrStdout(), "%s", output)
	return nil
}

func newCounters() *cobra.Command {
	var r remote
	var reset bool
	command := &cobra.Command{
		Use:   "counters",
		Short: "Show the counters of requests",
		Long: `Show how many requests the account has received, by path and by batch size, mistakes of
the client such as overlapping changes, and how many instances are out of service.`,
		Example: examples("simulate counters", "simulate counters -reset"),
		Args:    noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if reset {
				return r.call(command, http.MethodPost, "counters/reset", nil)
			}
			return r.call(command, http.MethodGet, "counters", nil)
		},
	}
	command.Flags().BoolVar(&reset, "reset", false, "set the counters to zero")
	r.addFlag(command)
	return command
}
