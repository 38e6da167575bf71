package token

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// pads is the attribute with the instances of RTC tokens.
const pads = "pads"

// padModel is an instance in pads.
type padModel struct {
	PadCode    types.String `tfsdk:"pad_code"`
	Resolution types.String `tfsdk:"resolution"`
	FrameRate  types.String `tfsdk:"frame_rate"`
	Bitrate    types.String `tfsdk:"bitrate"`
}

func padsAttribute() schema.Attribute {
	stream := func(description string) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Optional: true,
			Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		}
	}
	return schema.ListNestedAttribute{
		MarkdownDescription: "Instances, each with optional settings of its video stream.",
		Required:            true,
		Validators:          []validator.List{listvalidator.SizeAtLeast(1), listvalidator.NoNullValues(), tfkit.Distinct{Attribute: tfkit.PadCode}},
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			tfkit.PadCode: schema.StringAttribute{
				MarkdownDescription: "Pad code of the instance, for example `AC32010000001`.", Required: true,
				Validators: []validator.String{tfkit.PadCodeSyntax},
			},
			"resolution": stream("Resolution of the video, as a code of the API, for example `07`. If unset, ARMCloud chooses."),
			"frame_rate": stream("Frame rate of the video in frames per second, for example `30`. If unset, ARMCloud chooses."),
			"bitrate":    stream("Bitrate of the video, probably in kbit/s, for example `2000`. The API does not document the unit. If unset, ARMCloud chooses."),
		}},
	}
}

func userIDAttribute() schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "ID of your choice for the user who connects. Use a different one for each user.",
		Required:            true,
		Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
	}
}

func expireSecondsAttribute(standard string) schema.Attribute {
	return schema.Int64Attribute{
		MarkdownDescription: "How long the token is valid, in seconds. If unset, ARMCloud's default applies, which is documented as " + standard + ".",
		Optional:            true,
		Validators:          []validator.Int64{int64validator.Between(1, 1<<31-1)},
	}
}

// request returns the instances as the client takes them.
func request(models []padModel) []armcloud.RTCPad {
	requested := make([]armcloud.RTCPad, len(models))
	for i, m := range models {
		requested[i].PadCode = m.PadCode.ValueString()
		video := armcloud.RTCVideo{Resolution: m.Resolution.ValueString(), FrameRate: m.FrameRate.ValueString(), Bitrate: m.Bitrate.ValueString()}
		if video != (armcloud.RTCVideo{}) {
			requested[i].Video = &video
		}
	}
	return requested
}

// addPadsError adds the error of a request about several instances. If the account
// lacks some of them, the error names those: the API does not say which they are.
func addPadsError(ctx context.Context, e *engine.Engine, diags *diag.Diagnostics, models []padModel, summary string, err error) {
	codes := make([]string, len(models))
	for i, m := range models {
		codes[i] = m.PadCode.ValueString()
	}
	detail := tfkit.Explain(tfkit.Abbreviate(codes), err)
	if armcloud.Is(err, armcloud.ClassNotFound) {
		// Without the look-up, the error names all instances.
		if missing, failed := e.Missing(ctx, codes); failed == nil && len(missing) > 0 {
			diags.AddAttributeError(path.Root(pads), "Instance not found", tfkit.NotListed(tfkit.Abbreviate(missing))+"\n\n"+detail)
			return
		}
	}
	diags.AddAttributeError(path.Root(pads), summary, detail)
}
