package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
)

// Schema is the schema of armcloud_callback.
func (r *callbackResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Manages the callback of the account: the URL to which ARMCloud posts a message when a task ends or a cloud phone changes its state.\n\n" +
			"An account has one callback. If another URL is already configured, creating the resource fails; import the callback to take it over.\n\n" +
			"Only one resource should manage it. A resource that is renamed or replaced hands the callback over, and one that another resource still manages stays.\n\n" +
			"The API returns the URL but not the types. Changes to the URL made elsewhere show up in the next plan, changes to the types do not.",
		Attributes: map[string]schema.Attribute{
			"url": schema.StringAttribute{
				MarkdownDescription: "URL of the receiver, with `http://` or `https://`. It must be reachable from ARMCloud.",
				Required:            true,
				Validators:          []validator.String{httpURL{}},
			},
			callbackTypeIDs: schema.SetAttribute{
				MarkdownDescription: "IDs of the callback types to enable, as listed by the data source `armcloud_callback_types`. " +
					"The API does not return them, so the first apply after an import sends them.",
				ElementType: types.Int64Type,
				Required:    true,
				Validators:  []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.NoNullValues()},
			},
			ownership.Triggers: schema.MapAttribute{
				MarkdownDescription: "Arbitrary values that, when changed, send the URL and the types again. Use this if the types were changed elsewhere.",
				ElementType:         types.StringType,
				Optional:            true,
			},
			"timeouts": defaultTimeouts(ctx, "configuring the callback", "changing the callback", "deleting the callback"),
		},
	}
}

// callbackModel is the configuration and state of armcloud_callback.
type callbackModel struct {
	URL      types.String   `tfsdk:"url"`
	TypeIDs  types.Set      `tfsdk:"callback_type_ids"`
	Triggers types.Map      `tfsdk:"triggers"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// desired returns what the plan asks for. All values must be known.
func (m callbackModel) desired() desiredCallback {
	desired := desiredCallback{url: m.URL.ValueString()}
	for _, element := range m.TypeIDs.Elements() {
		if id, ok := element.(types.Int64); ok {
			desired.typeIDs = append(desired.typeIDs, id.ValueInt64())
		}
	}
	return desired
}
