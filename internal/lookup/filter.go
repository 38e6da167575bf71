package lookup

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// filterModel is the filter of armcloud_instances in HCL.
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

// notEmpty refuses "", which would ask for everything.
var notEmpty = []validator.String{stringvalidator.LengthAtLeast(1)}

func filterAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"pad_codes": schema.ListAttribute{
			MarkdownDescription: "Codes of phones; codes that the account does not have are left out.",
			ElementType:         types.StringType, Optional: true,
			Validators: []validator.List{listvalidator.ValueStringsAre(tfkit.PadCodeSyntax)},
		},
		"group_ids":     schema.ListAttribute{MarkdownDescription: "Ids of groups.", ElementType: types.Int64Type, Optional: true},
		"pad_ips":       schema.ListAttribute{MarkdownDescription: "Addresses of phones.", ElementType: types.StringType, Optional: true},
		"idc_code":      schema.StringAttribute{MarkdownDescription: "Code of a data center.", Optional: true, Validators: notEmpty},
		"online":        schema.BoolAttribute{MarkdownDescription: "Connected phones, or those that are not.", Optional: true},
		"status":        schema.StringAttribute{MarkdownDescription: "State of the phone by name, for example `running`, or by number.", Optional: true, Validators: []validator.String{statusName{}}},
		"pad_grade":     schema.StringAttribute{MarkdownDescription: "Specification of the phone, for example `m2-3`.", Optional: true, Validators: notEmpty},
		"streaming":     schema.BoolAttribute{MarkdownDescription: "Phones that are being streamed, or those that are not.", Optional: true},
		"device_online": schema.BoolAttribute{MarkdownDescription: "Phones whose physical machine is connected, or is not.", Optional: true},
	}
}

// filter is the filter of armcloud_instances; nil and empty fields ask for
// nothing, but an empty list of codes, groups or addresses lets nothing through.
type filter struct {
	padCodes, padIPs                []string
	codes                           map[string]bool // padCodes, to look one up
	groupIDs                        []int64
	idcCode, status, padGrade       string
	online, streaming, deviceOnline *bool
}

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

// needsDetails and needsInfos tell which listing shows what the conditions
// ask; onServer tells that there are some that the server alone knows, or knows
// best.
func (f filter) needsDetails() bool {
	return f.online != nil || f.status != "" || f.streaming != nil || f.deviceOnline != nil
}

func (f filter) onServer() bool {
	return f.padIPs != nil || f.idcCode != "" || f.online != nil || f.deviceOnline != nil
}

func (f filter) needsInfos() bool { return f.groupIDs != nil || f.padGrade != "" }

// empty tells whether a condition lets nothing through.
func (f filter) empty() bool {
	return (f.padCodes != nil && len(f.padCodes) == 0) || (f.padIPs != nil && len(f.padIPs) == 0) || (f.groupIDs != nil && len(f.groupIDs) == 0)
}

// lets tells whether a phone passes. Conditions that the server has applied
// already are checked again where a row can show the value: a phone may have
// changed between two pages.
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
	// Not every API level shows these.
	at := tfkit.TextOrNull(info.PadIP, detail.PadIP)
	if f.padIPs != nil && !at.IsNull() && !slices.Contains(f.padIPs, at.ValueString()) {
		return false
	}
	return f.idcCode == "" || info.IDCCode == "" || info.IDCCode == f.idcCode
}

// sameBool tells whether a value meets a condition; an unknown value meets
// none.
func sameBool(want, got *bool) bool {
	return want == nil || (got != nil && *got == *want)
}
