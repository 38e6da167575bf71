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

// propertiesData is the data source armcloud_instance_properties.
type propertiesData struct {
	tfkit.DataSource
}

var _ datasource.DataSourceWithConfigure = (*propertiesData)(nil)

// NewPropertiesData returns the data source armcloud_instance_properties.
func NewPropertiesData() datasource.DataSource {
	return &propertiesData{DataSource: tfkit.DataSource{Name: "instance_properties"}}
}

func (d *propertiesData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	list := func(description string) schema.Attribute {
		return schema.MapAttribute{
			MarkdownDescription: description + " Null if the API does not return them.",
			ElementType:         types.StringType, Computed: true,
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the current properties of an instance (cloud phone), which must be running.\n\n" +
			"New values of persistent properties appear after the next restart. On the current API level, several data sources of this type share requests.",
		Attributes: map[string]schema.Attribute{
			tfkit.PadCode: padCodeAttribute(),
			"system":      list("Values of system properties by name, such as `ro.product.model`."),
			"modem":       list("Values of modem properties by name, such as `IMEI`."),
			"setting":     list("Values of Android settings by name, such as `timezone`."),
			"oaid":        list("Values of OAID properties by name. An OAID is an advertising ID."),
		},
	}
}

// Read queries the properties. An instance that is not running is an error.
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
	// With ReachShell, getprop would return only the system properties.
	found, err := d.Data.Engine.Properties(ctx, []string{code}, engine.ReachPerInstance)
	properties, ok := found[code]
	if err == nil && !ok {
		// The batch response lacks the instance. A request for it alone returns the reason.
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

// textMap returns null for nil.
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
