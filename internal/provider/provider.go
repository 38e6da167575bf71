package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Address is where Terraform finds the provider.
const Address = "registry.terraform.io/armcloud/armcloud"

// armcloudProvider serves one provider block.
type armcloudProvider struct {
	version string
}

// New gives the maker of the provider; version is the provider's own.
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
