package account

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// publicIPData is the data source armcloud_public_ip: where a public IP leads.
type publicIPData struct {
	tfkit.DataSource
}

// NewPublicIPData makes the data source armcloud_public_ip.
func NewPublicIPData() datasource.DataSource {
	return &publicIPData{DataSource: tfkit.DataSource{Name: "public_ip"}}
}

// Schema describes the data source armcloud_public_ip.
func (d *publicIPData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Which phones a public IP of the account leads to. Needs the API level of 2024; newer ones have no public IPs.",
		Attributes: map[string]schema.Attribute{
			publicIPName: schema.StringAttribute{
				MarkdownDescription: "The public IP, for example `203.0.113.1`. One that is not the account's is an error.",
				Required:            true,
				Validators:          []validator.String{ipv4{}},
			},
			"pad_ips": schema.ListAttribute{
				MarkdownDescription: "Inner addresses that it is bound to; empty where it is not bound.",
				ElementType:         types.StringType, Computed: true,
			},
		},
	}
}

// Read looks the public IP up.
func (d *publicIPData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var publicIP types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(publicIPName), &publicIP)...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	bound, err := d.Data.Client.PadIPs(ctx, publicIP.ValueString())
	if err != nil {
		refusePublicIP(&resp.Diagnostics, "armcloud_public_ip", fmt.Sprintf("Unable to look up %s", publicIP.ValueString()), err)
		return
	}
	if bound == nil {
		bound = []string{}
	}
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("pad_ips"), bound)...)
}
