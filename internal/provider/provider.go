package provider

import (
	"context"
	"net/http"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Address is the provider's address in the registry.
const Address = "registry.terraform.io/armcloud/armcloud"

// armcloudProvider is an instance of the provider for one provider block.
type armcloudProvider struct {
	version string
	// transport replaces the client's own transport if it is not nil.
	transport http.RoundTripper
	// client is that of the latest Configure, nil before.
	client atomic.Pointer[armcloud.Client]
}

var (
	_ provider.Provider                       = (*armcloudProvider)(nil)
	_ provider.ProviderWithEphemeralResources = (*armcloudProvider)(nil)
	_ provider.ProviderWithFunctions          = (*armcloudProvider)(nil)
	_ provider.ProviderWithListResources      = (*armcloudProvider)(nil)
	_ provider.ProviderWithActions            = (*armcloudProvider)(nil)
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

func (p *armcloudProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return ephemeralResources()
}

func (p *armcloudProvider) Functions(context.Context) []func() function.Function { return functions() }

func (p *armcloudProvider) ListResources(context.Context) []func() list.ListResource {
	return listResources()
}

func (p *armcloudProvider) Actions(context.Context) []func() action.Action { return allActions() }
