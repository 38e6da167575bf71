package lookup

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// row is an instance in both listings of the API. A part that was not queried is
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

// rowTypes are the attributes of an instance in the data sources, without the pad
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

// values returns the attributes of rowTypes. Values that the API does not return
// are null.
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

// status returns the name of the status, or "" if it is unknown. The details have
// the more recent one.
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

// boolOrNull returns the first value that is not nil, or null if all are.
func boolOrNull(values ...*bool) types.Bool {
	for _, v := range values {
		if v != nil {
			return types.BoolValue(*v)
		}
	}
	return types.BoolNull()
}

// appsValue returns null for an empty list, because newer API levels return no apps
// whatever is installed.
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

// rowAttributes returns the schema of rowTypes.
func rowAttributes() map[string]schema.Attribute {
	text := func(d string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: d, Computed: true}
	}
	number := func(d string) schema.Attribute { return schema.Int64Attribute{MarkdownDescription: d, Computed: true} }
	boolean := func(d string) schema.Attribute { return schema.BoolAttribute{MarkdownDescription: d, Computed: true} }
	return map[string]schema.Attribute{
		"status":             text("Status of the instance: `running`, `restarting`, `resetting`, `abnormal`, `off` or another name. A status that has no name is a number."),
		"online":             boolean("Whether the instance is connected to ARMCloud."),
		"streaming":          boolean("Whether the screen of the instance is being streamed."),
		"group_id":           number("ID of the group of the instance."),
		"pad_grade":          text("Specification of the instance, for example `m2-3`."),
		"device_level":       text("Specification of the instance according to its details, for example `m2-6`."),
		"idc_code":           text("Code of the data center in the list of instances. It can differ from `data_center.code`."),
		"device_ip":          text("IP address of the device (the physical board) that the instance runs on."),
		"device_online":      boolean("Whether the device of the instance is connected to ARMCloud."),
		"pad_ip":             text("Private IP address of the instance."),
		"image_id":           text("ID of the image that the instance runs."),
		"storage_bytes":      number("Storage size of the instance in bytes."),
		"storage_used_bytes": number("Used storage of the instance in bytes."),
		"apps":               schema.ListAttribute{MarkdownDescription: "Apps in the list of instances. Null on the current API level; use the data source `armcloud_instance_apps` there.", ElementType: types.StringType, Computed: true},
		"adb_enabled":        boolean("Whether ADB (Android Debug Bridge) is enabled. Null if the API does not return it, as on the 2024 API level."),
		"data_center": schema.SingleNestedAttribute{
			MarkdownDescription: "Data center of the instance.",
			Computed:            true,
			Attributes: map[string]schema.Attribute{
				"code": text("Code of the data center."), "name": text("Name of the data center."), "area": text("Area of the data center."),
				"oss_endpoint":            text("Public endpoint of the object storage."),
				"oss_endpoint_internal":   text("Internal endpoint of the object storage."),
				"oss_file_endpoint":       text("Endpoint of the object storage for files."),
				"oss_screenshot_endpoint": text("Endpoint of the object storage for screenshots."),
			},
		},
	}
}
