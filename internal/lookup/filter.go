package lookup

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// filterDescription describes the filter attribute.
const filterDescription = "Conditions that an instance must meet, all of them. If unset, all instances of the account are listed. An empty list matches no instance. Terraform silently ignores unknown attributes of the filter, so check the spelling: a misspelled condition has no effect."

// filterModel is the filter attribute of the data source armcloud_instances and of the
// list resource armcloud_instance.
type filterModel struct {
	PadCodes     types.List   `tfsdk:"pad_codes"`
	GroupIDs     types.List   `tfsdk:"group_ids"`
	PadIPs       types.List   `tfsdk:"pad_ips"`
	IDCCode      types.String `tfsdk:"idc_code"`
	Online       types.Bool   `tfsdk:"online"`
	Status       types.String `tfsdk:"status"`
	PadGrade     types.String `tfsdk:"pad_grade"`
	Streaming    types.Bool   `tfsdk:"streaming"`
	DeviceOnline types.Bool   `tfsdk:"device_online"`
}

// notEmpty rejects "", which the API would take for no condition.
var notEmpty = []validator.String{stringvalidator.LengthAtLeast(1)}

// noNulls rejects null elements, which no condition can mean.
var noNulls = []validator.List{listvalidator.NoNullValues()}

func filterAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"pad_codes": schema.ListAttribute{
			MarkdownDescription: "Pad codes of the instances to list. Unknown pad codes are ignored.",
			ElementType:         types.StringType, Optional: true,
			Validators: []validator.List{listvalidator.NoNullValues(), listvalidator.ValueStringsAre(tfkit.PadCodeSyntax)},
		},
		"group_ids":     schema.ListAttribute{MarkdownDescription: "IDs of groups. An instance in any of them matches.", ElementType: types.Int64Type, Optional: true, Validators: noNulls},
		"pad_ips":       schema.ListAttribute{MarkdownDescription: "Private IP addresses of the instances to list.", ElementType: types.StringType, Optional: true, Validators: noNulls},
		"idc_code":      schema.StringAttribute{MarkdownDescription: "Code of the data center, as in `idc_code` of the instances.", Optional: true, Validators: notEmpty},
		"online":        schema.BoolAttribute{MarkdownDescription: "Whether the instance is connected to ARMCloud.", Optional: true},
		"status":        schema.StringAttribute{MarkdownDescription: "Status of the instance, as a name such as `running` or as a number.", Optional: true, Validators: []validator.String{statusName{}}},
		"pad_grade":     schema.StringAttribute{MarkdownDescription: "Specification of the instance, for example `m2-3`.", Optional: true, Validators: notEmpty},
		"streaming":     schema.BoolAttribute{MarkdownDescription: "Whether the screen of the instance is being streamed.", Optional: true},
		"device_online": schema.BoolAttribute{MarkdownDescription: "Whether the device of the instance is connected to ARMCloud.", Optional: true},
	}
}

// filter is the decoded filter. A nil or "" field is no
// condition. An empty list that is not nil matches no instance.
type filter struct {
	padCodes, padIPs                []string
	codes                           map[string]bool // padCodes as a set
	groupIDs                        []int64
	idcCode, status, padGrade       string
	online, streaming, deviceOnline *bool
}

// readFilter reads the filter of a configuration.
func readFilter(ctx context.Context, config tfkit.Reader) (filter, diag.Diagnostics) {
	var m *filterModel
	if diags := config.GetAttribute(ctx, path.Root("filter"), &m); diags.HasError() {
		return filter{}, diags
	}
	return m.read(ctx)
}

// read decodes the filter. It returns an empty filter if m is nil.
func (m *filterModel) read(ctx context.Context) (filter, diag.Diagnostics) {
	var f filter
	var diags diag.Diagnostics
	if m == nil {
		return f, diags
	}
	diags.Append(m.PadCodes.ElementsAs(ctx, &f.padCodes, false)...)
	if f.padCodes != nil {
		f.codes = make(map[string]bool, len(f.padCodes))
		for _, code := range f.padCodes {
			f.codes[code] = true
		}
	}
	diags.Append(m.PadIPs.ElementsAs(ctx, &f.padIPs, false)...)
	diags.Append(m.GroupIDs.ElementsAs(ctx, &f.groupIDs, false)...)
	f.idcCode, f.padGrade = m.IDCCode.ValueString(), m.PadGrade.ValueString()
	if status, err := armcloud.ParsePadStatus(m.Status.ValueString()); err == nil {
		f.status = status.String()
	}
	f.online, f.streaming, f.deviceOnline = m.Online.ValueBoolPointer(), m.Streaming.ValueBoolPointer(), m.DeviceOnline.ValueBoolPointer()
	return f, diags
}

// needsDetails reports whether a condition concerns a value of
// armcloud.PadDetail.
func (f filter) needsDetails() bool {
	return f.online != nil || f.status != "" || f.streaming != nil || f.deviceOnline != nil
}

// onServer reports whether the API should apply a condition, because it must or
// because that takes fewer requests.
func (f filter) onServer() bool {
	return f.padIPs != nil || f.idcCode != "" || f.online != nil || f.deviceOnline != nil
}

// needsInfos reports whether a condition concerns a value of armcloud.PadInfo.
func (f filter) needsInfos() bool { return f.groupIDs != nil || f.padGrade != "" }

// empty reports whether no instance can match.
func (f filter) empty() bool {
	return (f.padCodes != nil && len(f.padCodes) == 0) || (f.padIPs != nil && len(f.padIPs) == 0) || (f.groupIDs != nil && len(f.groupIDs) == 0)
}

// matches reports whether an instance meets all conditions. It repeats those that
// the API has applied if the row has the value, because an instance can change
// between two pages.
func (f filter) matches(r row) bool {
	if f.codes != nil && !f.codes[r.code] {
		return false
	}
	if f.status != "" && r.status() != f.status {
		return false
	}
	var detail armcloud.PadDetail
	if r.detail != nil {
		detail = *r.detail
	}
	if !sameBool(f.online, detail.Online) || !sameBool(f.streaming, detail.Streaming) || !sameBool(f.deviceOnline, detail.DeviceOnline) {
		return false
	}
	var info armcloud.PadInfo
	if r.info != nil {
		info = *r.info
	}
	if f.groupIDs != nil && (info.GroupID == nil || !slices.Contains(f.groupIDs, *info.GroupID)) {
		return false
	}
	if f.padGrade != "" && info.PadGrade != f.padGrade {
		return false
	}
	// Not every API level returns these.
	ip := tfkit.TextOrNull(info.PadIP, detail.PadIP)
	if f.padIPs != nil && !ip.IsNull() && !slices.Contains(f.padIPs, ip.ValueString()) {
		return false
	}
	return f.idcCode == "" || info.IDCCode == "" || info.IDCCode == f.idcCode
}

// sameBool reports whether a value meets a condition. A nil want is no condition,
// and a nil got meets none.
func sameBool(want, got *bool) bool {
	return want == nil || (got != nil && *got == *want)
}
