package acctest

import (
	"fmt"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator/simulatortest"
)

// Factories runs the provider in the process of the test, for resource.TestCase.
var Factories = map[string]func() (tfprotov6.ProviderServer, error){
	"armcloud": provider.NewServer("test"),
}

// Account is a simulated account.
type Account struct {
	*simulatortest.Server
	accessKey, secretKey string
}

// Start starts a simulated account. By default, its tasks take a few milliseconds.
func Start(t testing.TB, options simulator.Options) *Account {
	t.Helper()
	if options.TaskTime == 0 {
		options.TaskTime = 20 * time.Millisecond
	}
	a := &Account{Server: simulatortest.Start(t, options), accessKey: options.AccessKey, secretKey: options.SecretKey}
	if a.accessKey == "" {
		a.accessKey = simulator.DefaultAccessKey
	}
	if a.secretKey == "" {
		a.secretKey = simulator.DefaultSecretKey
	}
	return a
}

// Provider returns a provider block for the account, with short poll intervals. more
// contains further arguments.
func (a *Account) Provider(more string) string {
	return a.ProviderWithDefaults("poll_interval     = \"20ms\"\n  max_poll_interval = \"200ms\"\n  " + more)
}

// ProviderWithDefaults returns a provider block for the account, with the default poll
// intervals. more contains further arguments.
func (a *Account) ProviderWithDefaults(more string) string {
	return fmt.Sprintf(`
provider "armcloud" {
  endpoint   = %q
  access_key = %q
  secret_key = %q
  %s
}
`, a.URL, a.accessKey, a.secretKey, more)
}
