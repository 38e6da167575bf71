package lookup

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// modelsData is the data source armcloud_instance_models.
type modelsData struct {
	tfkit.DataSource
}

var _ datasource.DataSourceWithConfigure = (*modelsData)(nil)

// NewModelsData returns the data source armcloud_instance_models.
func NewModelsData() datasource.DataSource {
	return &modelsData{DataSource: tfkit.DataSource{Name: "instance_models"}}
}

// modelTypes are the attributes of one model.
var modelTypes = map[string]attr.Type{
	tfkit.PadCode: types.StringType, "imei": types.StringType, "serial_number": types.StringType,
	"wifi_mac": types.StringType, "android_id": types.StringType, "model": types.StringType,
	"brand": types.StringType, "manufacturer": types.StringType, "rooted": types.BoolType,
	"width": types.Int64Type, "height": types.Int64Type, "memory_limit_mb": types.Int64Type,
	"bluetooth_address": types.StringType, "phone_number": types.StringType, "rom_version": types.StringType,
}

func (d *modelsData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(d string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: d, Computed: true}
	}
	number := func(d string) schema.Attribute { return schema.Int64Attribute{MarkdownDescription: d, Computed: true} }
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the phone models that instances (cloud phones) report to apps.\n\nSeveral data sources of this type share requests, with up to 100 instances each.",
		Attributes: map[string]schema.Attribute{
			padCodes: padCodesAttribute(),
			"models": schema.ListNestedAttribute{
				MarkdownDescription: "Phone models, in the order of `pad_codes`. Values that the API does not return are null.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					tfkit.PadCode:       text("Pad code of the instance."),
					"imei":              text("IMEI of the phone."),
					"serial_number":     text("Serial number of the phone."),
					"wifi_mac":          text("MAC address of the Wi-Fi interface."),
					"android_id":        text("Android ID of the phone."),
					"model":             text("Name of the model, for example `Mi 10 Pro`."),
					"brand":             text("Brand of the phone, for example `Xiaomi`."),
					"manufacturer":      text("Manufacturer of the phone, for example `Xiaomi`."),
					"rooted":            schema.BoolAttribute{MarkdownDescription: "Whether apps can get root access.", Computed: true},
					"width":             number("Width of the screen in pixels."),
					"height":            number("Height of the screen in pixels."),
					"memory_limit_mb":   number("Memory limit, probably in MB. The API does not document the unit."),
					"bluetooth_address": text("MAC address of the Bluetooth interface. Null on the 2024 API level."),
					"phone_number":      text("Phone number of the SIM card. Null on the 2024 API level."),
					"rom_version":       text("Android version of the image, for example `android13`. Null on the 2024 API level."),
				}},
			},
		},
	}
}

// Read queries the models. An instance that the API's response lacks is an error.
func (d *modelsData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	codes, diags := getList(ctx, req.Config, padCodes)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	const summary = "Unable to read the models"
	found, err := d.Data.Engine.Models(ctx, codes)
	if err != nil {
		resp.Diagnostics.AddAttributeError(path.Root(padCodes), summary, tfkit.Explain("", err))
		return
	}
	missing := map[string]error{}
	elements := make([]attr.Value, 0, len(codes))
	for _, code := range codes {
		model, ok := found[code]
		if !ok {
			missing[code] = &engine.NotFoundError{PadCode: code}
			continue
		}
		elements = append(elements, modelValue(code, model))
	}
	if addInstanceErrors(&resp.Diagnostics, padCodes, summary, missing) {
		return
	}
	models, diags := types.ListValue(types.ObjectType{AttrTypes: modelTypes}, elements)
	resp.Diagnostics.Append(diags...)
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("models"), models)...)
}

func modelValue(code string, m armcloud.ModelInfo) attr.Value {
	return types.ObjectValueMust(modelTypes, map[string]attr.Value{
		tfkit.PadCode: types.StringValue(code), "imei": tfkit.TextOrNull(m.IMEI), "serial_number": tfkit.TextOrNull(m.SerialNumber),
		"wifi_mac": tfkit.TextOrNull(m.WifiMAC), "android_id": tfkit.TextOrNull(m.AndroidID), "model": tfkit.TextOrNull(m.Model),
		"brand": tfkit.TextOrNull(m.Brand), "manufacturer": tfkit.TextOrNull(m.Manufacturer), "rooted": types.BoolPointerValue(m.Rooted),
		"width": types.Int64PointerValue(m.Width), "height": types.Int64PointerValue(m.Height),
		"memory_limit_mb":   types.Int64PointerValue(m.MemoryLimit),
		"bluetooth_address": tfkit.TextOrNull(m.BluetoothAddress), "phone_number": tfkit.TextOrNull(m.PhoneNumber), "rom_version": tfkit.TextOrNull(m.ROMVersion),
	})
}
