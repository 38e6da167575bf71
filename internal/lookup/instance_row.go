package lookup

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// row is one phone as both listings show it; a part that was not asked for is
// nil.
type row struct {
	code   string
	detail *armcloud.PadDetail
	info   *armcloud.PadInfo
}

var dataCenterTypes = map[string]attr.Type{
	"code": types.StringType, "name": types.StringType, "area": types.StringType,
	"oss_endpoint": types.StringType, "oss_endpoint_internal": types.StringType,
	"oss_file_endpoint": types.StringType, "oss_screenshot_endpoint": types.StringType,
}

// rowTypes are the attributes of one phone in the data sources, besides its
// code.
var rowTypes = map[string]attr.Type{
	"status": types.StringType, "online": types.BoolType, "streaming": types.BoolType,
	"group_id": types.Int64Type, "pad_grade": types.StringType, "device_level": types.StringType,
	"idc_code": types.StringType, "device_ip": types.StringType, "device_online": types.BoolType,
	"pad_ip": types.StringType, "image_id": types.StringType,
	"storage_bytes": types.Int64Type, "storage_used_bytes": types.Int64Type,
	"apps": types.ListType{ElemType: types.StringType}, "adb_enabled": types.BoolType,
	"data_center": types.ObjectType{AttrTypes: dataCenterTypes},
}

// values gives the attributes of rowTypes. What the API does not say is null.
func (r row) values() map[string]attr.Value {
	detail, info := armcloud.PadDetail{}, armcloud.PadInfo{}
	if r.detail != nil {
		detail = *r.detail
	}
	if r.info != nil {
		info = *r.info
	}
	return map[string]attr.Value{
		"status":             tfkit.TextOrNull(r.status()),
		"online":             types.BoolPointerValue(detail.Online),
		"streaming":          types.BoolPointerValue(detail.Streaming),
		"group_id":           types.Int64PointerValue(info.GroupID),
		"pad_grade":          tfkit.TextOrNull(info.PadGrade),
		"device_level":       tfkit.TextOrNull(detail.DeviceLevel),
		"idc_code":           tfkit.TextOrNull(info.IDCCode),
		"device_ip":          tfkit.TextOrNull(info.DeviceIP, detail.DeviceIP),
		"device_online":      types.BoolPointerValue(detail.DeviceOnline),
		"pad_ip":             tfkit.TextOrNull(info.PadIP, detail.PadIP),
		"image_id":           tfkit.TextOrNull(detail.ImageID, info.ImageID),
		"storage_bytes":      types.Int64PointerValue(detail.StorageBytes),
		"storage_used_bytes": types.Int64PointerValue(detail.StorageUsedBytes),
		"apps":               appsValue(info.Apps),
		"adb_enabled":        boolOrNull(detail.ADBEnabled, info.ADBEnabled),
		"data_center":        dataCenterValue(r.detail),
	}
}

// status gives the state by name; the details' is the fresher one.
func (r row) status() string {
	switch {
	case r.detail != nil && r.detail.Status != 0:
		return r.detail.Status.String()
	case r.info != nil && r.info.Status != 0:
		return r.info.Status.String()
	default:
		return ""
	}
}

func boolOrNull(values ...*bool) types.Bool {
	for _, v := range values {
		if v != nil {
			return types.BoolValue(*v)
		}
	}
	return types.BoolNull()
}

// appsValue gives null for no apps: newer API levels show null whatever is
// installed.
func appsValue(apps []string) types.List {
	if len(apps) == 0 {
		return types.ListNull(types.StringType)
	}
	elements := make([]attr.Value, len(apps))
	for i, app := range apps {
		elements[i] = types.StringValue(app)
	}
	return types.ListValueMust(types.StringType, elements)
}

func dataCenterValue(detail *armcloud.PadDetail) types.Object {
	if detail == nil || detail.DataCenter == (armcloud.DataCenter{}) {
		return types.ObjectNull(dataCenterTypes)
	}
	dc := detail.DataCenter
	return types.ObjectValueMust(dataCenterTypes, map[string]attr.Value{
		"code": tfkit.TextOrNull(dc.Code), "name": tfkit.TextOrNull(dc.Name), "area": tfkit.TextOrNull(dc.Area),
		"oss_endpoint": tfkit.TextOrNull(dc.OSSEndpoint), "oss_endpoint_internal": tfkit.TextOrNull(dc.OSSEndpointInternal),
		"oss_file_endpoint": tfkit.TextOrNull(dc.OSSFileEndpoint), "oss_screenshot_endpoint": tfkit.TextOrNull(dc.OSSScreenshotEndpoint),
	})
}

// rowAttributes describes rowTypes.
func rowAttributes() map[string]schema.Attribute {
	text := func(d string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: d, Computed: true}
	}
	number := func(d string) schema.Attribute { return schema.Int64Attribute{MarkdownDescription: d, Computed: true} }
	boolean := func(d string) schema.Attribute { return schema.BoolAttribute{MarkdownDescription: d, Computed: true} }
	return map[string]schema.Attribute{
		"status":             text("State of the phone: `running`, `restarting`, `resetting`, `abnormal`, `off` and others; a state without a name is its number."),
		"online":             boolean("Whether the phone is connected."),
		"streaming":          boolean("Whether the phone's screen is being streamed."),
		"group_id":           number("Id of the group that the phone is in."),
		"pad_grade":          text("Specification of the phone, for example `m2-3`."),
		"device_level":       text("Level of the phone's resources."),
		"idc_code":           text("Code of the data center in the list of phones."),
		"device_ip":          text("Address of the physical machine."),
		"device_online":      boolean("Whether the physical machine is connected."),
		"pad_ip":             text("Address of the phone."),
		"image_id":           text("Id of the image that the phone runs."),
		"storage_bytes":      number("Size of the phone's storage in bytes."),
		"storage_used_bytes": number("Used part of the phone's storage in bytes."),
		"apps":               schema.ListAttribute{MarkdownDescription: "Apps as the list of phones shows them; null on newer API levels.", ElementType: types.StringType, Computed: true},
		"adb_enabled":        boolean("Whether ADB is switched on; null where the API level does not show it."),
		"data_center": schema.SingleNestedAttribute{
			MarkdownDescription: "Data center of the phone.",
			Computed:            true,
			Attributes: map[string]schema.Attribute{
				"code": text("Code."), "name": text("Name."), "area": text("Area."),
				"oss_endpoint":            text("Address of the object storage."),
				"oss_endpoint_internal":   text("Address of the object storage inside the data center."),
				"oss_file_endpoint":       text("Address for files."),
				"oss_screenshot_endpoint": text("Address for screenshots."),
			},
		},
	}
}
