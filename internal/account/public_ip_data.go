package account

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-nettypes/iptypes"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var _ datasource.DataSourceWithConfigure = (*publicIPData)(nil)

// publicIPData is the data source armcloud_public_ip.
type publicIPData struct {
	tfkit.DataSource
}

// NewPublicIPData returns the data source armcloud_public_ip.
func NewPublicIPData() datasource.DataSource {
	return &publicIPData{DataSource: tfkit.DataSource{Name: "public_ip"}}
}

// Schema is the schema of the data source armcloud_public_ip.
func (d *publicIPData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Looks up the instances (cloud phones) that a public IP address is bound to. Available only on the 2024 API level.",
		Attributes: map[string]schema.Attribute{
			publicIPName: schema.StringAttribute{
				MarkdownDescription: "Public IP address, for example `203.0.113.1`. It must belong to the account.",
				CustomType:          iptypes.IPv4AddressType{},
				Required:            true,
			},
			"pad_ips": schema.ListAttribute{
				MarkdownDescription: "Private IP addresses of the instances that it is bound to. Empty if it is not bound.",
				ElementType:         types.StringType, Computed: true,
			},
		},
	}
}

// Read lists the private IPs that the public IP is bound to.
func (d *publicIPData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var publicIP iptypes.IPv4Address
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(publicIPName), &publicIP)...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	bound, err := d.Data.Client.PadIPs(ctx, publicIP.ValueString())
	if err != nil {
		addPublicIPError(&resp.Diagnostics, "armcloud_public_ip", fmt.Sprintf("Unable to look up %s", publicIP.ValueString()), err)
		return
	}
	if bound == nil {
		bound = []string{}
	}
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("pad_ips"), bound)...)
}
