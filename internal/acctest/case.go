package acctest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// The first instances of each simulated account.
const (
	InstanceA = "AC32010000001"
	InstanceB = "AC32010000002"
	InstanceC = "AC32010000003"
)

// Case is a simulated account with a workspace whose provider block points to it.
type Case struct {
	*Account
	*Workspace
	T *testing.T
	// ProviderArguments are further arguments of the provider block.
	ProviderArguments string
}

// NewCase starts an account, by default with 5 instances, and creates a workspace
// without resources. provider contains further arguments of the provider block.
func NewCase(t *testing.T, options simulator.Options, provider string) *Case {
	t.Helper()
	if options.Instances == 0 {
		options.Instances = 5
	}
	account := Start(t, options)
	return &Case{Account: account, Workspace: NewWorkspace(t, account.Provider(provider)), T: t, ProviderArguments: provider}
}

// NewFleetCase is NewCase with 10 instances by default. It runs the test in parallel
// with others.
func NewFleetCase(t *testing.T, options simulator.Options, provider string) *Case {
	t.Helper()
	t.Parallel()
	if options.Instances == 0 {
		options.Instances = 10
	}
	return NewCase(t, options, provider)
}

// Configure replaces everything but the provider block in the configuration.
func (c *Case) Configure(resources ...string) {
	c.T.Helper()
	c.Write(c.Account.Provider(c.ProviderArguments) + strings.Join(resources, "\n"))
}

// WriteFile writes a file next to the configuration.
func (c *Case) WriteFile(name, text string) {
	c.T.Helper()
	c.Must(os.WriteFile(filepath.Join(c.Dir, name), []byte(text), 0o600))
}

// Must ends the test if err is not nil. It is for errors of the test's own steps.
func (c *Case) Must(err error) {
	c.T.Helper()
	if err != nil {
		c.T.Fatal(err)
	}
}

// Instance returns the current state of an instance, which must exist.
func (c *Case) Instance(code string) simulator.InstanceState {
	c.T.Helper()
	state, ok := c.Account.Instance(code)
	if !ok {
		c.T.Fatalf("got no instance %s in the account", code)
	}
	return state
}

// Fault injects a fault into the simulator.
func (c *Case) Fault(f simulator.Fault) {
	c.T.Helper()
	c.Must(c.AddFault(f))
}

// SetOnline makes an instance online or offline.
func (c *Case) SetOnline(code string, online bool) {
	c.T.Helper()
	c.Must(c.Account.SetOnline([]string{code}, online))
}

// DriftTimeZone changes the time zone of an instance outside of Terraform.
func (c *Case) DriftTimeZone(code, zone string) {
	c.T.Helper()
	c.Must(c.Drift([]string{code}, simulator.DriftSet{TimeZone: &zone}))
}

// ShowTimeZone sets the time zone in the properties that the simulator returns,
// without changing the time zone itself. "" removes it from the properties.
func (c *Case) ShowTimeZone(code, zone string) {
	c.T.Helper()
	c.Must(c.Drift([]string{code}, simulator.DriftSet{Properties: simulator.Properties{
		"setting": {"timezone": zone}, "system": {"persist.sys.timezone": zone},
	}}))
}
