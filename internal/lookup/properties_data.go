package lookup

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// propertiesData is the data source armcloud_instance_properties: what is in
// force on one phone.
type propertiesData struct {
	tfkit.DataSource
}

// NewPropertiesData makes the data source armcloud_instance_properties.
func NewPropertiesData() datasource.DataSource {
	return &propertiesData{DataSource: tfkit.DataSource{Name: "instance_properties"}}
}

func (d *propertiesData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	list := func(description string) schema.Attribute {
		return schema.MapAttribute{
			MarkdownDescription: description + " Null where the API does not send the list.",
			ElementType:         types.StringType, Computed: true,
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "The properties that are in force on one cloud phone, by name. The phone must be running. " +
			"Persistent values that were written show after the restart that follows. On newer API levels many of these data sources share their requests.",
		Attributes: map[string]schema.Attribute{
			tfkit.PadCode: padCodeAttribute(),
			"system":      list("System properties, such as `ro.product.model`."),
			"modem":       list("Properties of the modem, such as `IMEI`."),
			"setting":     list("Settings of Android, such as `timezone`."),
			"oaid":        list("Properties of the advertising id."),
		},
	}
}

// Read asks for the properties. A phone that does not run has none to show.
func (d *propertiesData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	code, diags := tfkit.GetString(ctx, req.Config, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	const summary = "Unable to read the properties"
	errs, err := unreachable(ctx, d.Data.Engine, []string{code})
	if err != nil {
		errs = map[string]error{code: err}
	}
	if addInstanceErrors(&resp.Diagnostics, tfkit.PadCode, summary, errs) {
		return
	}
	// getprop would show the first of the four lists only.
	found, err := d.Data.Engine.Properties(ctx, []string{code}, engine.ReachPerInstance)
	properties, shown := found[code]
	if err == nil && !shown {
		// What was only a missing answer among many has a reason of its own.
		properties, err = d.Data.Client.PadProperties(ctx, code)
	}
	if err != nil {
		addInstanceErrors(&resp.Diagnostics, tfkit.PadCode, summary, map[string]error{code: err})
		return
	}
	resp.State.Raw = req.Config.Raw
	for name, values := range map[string]map[string]string{
		"system": properties.System, "modem": properties.Modem, "setting": properties.Setting, "oaid": properties.OAID,
	} {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), textMap(values))...)
	}
}

// textMap gives null for nil.
func textMap(values map[string]string) types.Map {
	if values == nil {
		return types.MapNull(types.StringType)
	}
	elements := make(map[string]attr.Value, len(values))
	for name, value := range values {
		elements[name] = types.StringValue(value)
	}
	return types.MapValueMust(types.StringType, elements)
}
