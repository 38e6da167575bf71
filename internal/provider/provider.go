package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Address is the provider's address in the registry.
const Address = "registry.terraform.io/armcloud/armcloud"

// armcloudProvider is an instance of the provider for one provider block.
type armcloudProvider struct {
	version string
}

var _ provider.ProviderWithListResources = (*armcloudProvider)(nil)

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

func (p *armcloudProvider) ListResources(context.Context) []func() list.ListResource {
	return listResources()
}
