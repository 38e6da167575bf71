package acctest

import (
	"fmt"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator/simulatortest"
)

// Factories serves the provider in the test's own process, for
// resource.TestCase.
var Factories = map[string]func() (tfprotov6.ProviderServer, error){
	"armcloud": providerserver.NewProtocol6WithError(provider.New("test")()),
}

// Account is a simulated account for one test.
type Account struct {
	*simulatortest.Server
	accessKey, secretKey string
}

// Start serves an account with tasks that take a few milliseconds.
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

// Provider writes a provider block for the account that polls quickly; more
// is added to the block.
func (a *Account) Provider(more string) string {
	return a.Patient("poll_interval     = \"20ms\"\n  max_poll_interval = \"200ms\"\n  " + more)
}

// Patient writes a provider block for the account that polls as it does by
// default; more is added to the block.
func (a *Account) Patient(more string) string {
	return fmt.Sprintf(`
provider "armcloud" {
  endpoint   = %q
  access_key = %q
  secret_key = %q
  %s
}
`, a.URL, a.accessKey, a.secretKey, more)
}
