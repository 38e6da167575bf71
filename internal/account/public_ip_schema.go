package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-nettypes/iptypes"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
)

// Schema is the schema of armcloud_public_ip_binding.
func (r *publicIPBinding) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Binds a public IP address of the account to a cloud phone (instance). Available only on the 2024 API level.\n\n" +
			"A public IP address can be bound to only one instance, so moving it fails with `create_before_destroy`.",
		Attributes: map[string]schema.Attribute{
			publicIPName: schema.StringAttribute{
				MarkdownDescription: "Public IP address, for example `203.0.113.1`. Changing it replaces the binding.",
				CustomType:          iptypes.IPv4AddressType{},
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			padIPName: schema.StringAttribute{
				MarkdownDescription: "Private IP address of the instance (`pad_ip` of `armcloud_instance`), for example `10.16.0.1`. Changing it replaces the binding.",
				CustomType:          iptypes.IPv4AddressType{},
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"timeouts": defaultTimeouts(ctx, "binding the address, until the API shows the binding",
				"an update, which only changes `timeouts`", "removing the binding"),
		},
	}
}

// publicIPBindingModel is the configuration and state of armcloud_public_ip_binding.
type publicIPBindingModel struct {
	PublicIP iptypes.IPv4Address `tfsdk:"public_ip"`
	PadIP    iptypes.IPv4Address `tfsdk:"pad_ip"`
	Timeouts timeouts.Value      `tfsdk:"timeouts"`
}
