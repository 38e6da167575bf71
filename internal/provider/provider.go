package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Address is the provider's address in the registry.
const Address = "registry.terraform.io/armcloud/armcloud"

// armcloudProvider is an instance of the provider for one provider block.
type armcloudProvider struct {
	version string
}

var (
	_ provider.Provider            = (*armcloudProvider)(nil)
	_ provider.ProviderWithActions = (*armcloudProvider)(nil)
)

// New returns a constructor of the provider. version is the provider's version.
func New(version string) func() provider.Provider {
	return func() provider.Provider { return &armcloudProvider{version: version} }
}

func (p *armcloudProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "armcloud"
	resp.Version = p.version
}

func (p *armcloudProvider) Resources(context.Context) []func() resource.Resource { return resources() }

func (p *armcloudProvider) DataSources(context.Context) []func() datasource.DataSource {
	return dataSources()
}

// Actions returns the constructors of all actions.
func (p *armcloudProvider) Actions(context.Context) []func() action.Action { return allActions() }
