package instance

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

func (r *instanceResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	if r.layout.own {
		s := r.layout.attributes[0]
		attributes := s.ResourceAttributes()
		addInstanceAttributes(ctx, attributes, ownership.ReleaseUndo, ownership.ReleaseKeep)
		resp.Schema = schema.Schema{MarkdownDescription: s.Description(), Attributes: attributes}
		return
	}
	attributes := facts()
	for _, s := range r.layout.attributes {
		attributes[s.Name()] = s.InstanceAttribute()
	}
	addInstanceAttributes(ctx, attributes, ownership.ReleaseUndo, ownership.ReleaseKeep, ownership.ReleaseReset)
	attributes[ownership.RestartTriggers] = ownership.RestartTriggersAttribute("the instance")
	resp.Schema = schema.Schema{
		MarkdownDescription: "One cloud phone that the account already has, with all that is to be set on it. " +
			"Creating the resource adopts the phone and sends its settings; an attribute left out is not managed.",
		Attributes: attributes,
	}
}

// addPhoneAttributes adds what every resource of one phone has.
func addInstanceAttributes(ctx context.Context, attributes map[string]schema.Attribute, releases ...string) {
	attributes[tfkit.PadCode] = schema.StringAttribute{
		MarkdownDescription: "Code of the cloud phone, for example `AC32010000001`. Another code is another phone: the resource is replaced.",
		Required:            true,
		PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
		Validators:          []validator.String{tfkit.PadCodeSyntax},
	}
	attributes[ownership.OnRelease] = ownership.ReleaseAttribute(releases...)
	attributes[ownership.Triggers] = ownership.TriggersAttribute("the instance")
	attributes["timeouts"] = timeouts.Attributes(ctx, timeoutOptions(attributes, slices.Contains(releases, ownership.ReleaseReset)))
}

// facts are what armcloud_instance tells of its phone. Nothing volatile: a
// nightly look for drift should stay quiet.
func facts() map[string]schema.Attribute {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description,
			Computed:            true,
			PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
		}
	}
	number := func(description string) schema.Attribute {
		return schema.Int64Attribute{
			MarkdownDescription: description,
			Computed:            true,
			PlanModifiers:       []planmodifier.Int64{int64planmodifier.UseStateForUnknown()},
		}
	}
	return map[string]schema.Attribute{
		"group_id":         number("Id of the group that the phone is in."),
		"pad_grade":        text("Specification of the phone, for example `m2-3`."),
		"idc_code":         text("Code of the data center."),
		"device_ip":        text("Address of the physical machine."),
		"pad_ip":           text("Address of the phone."),
		"current_image_id": text("Id of the image that the phone runs."),
		"storage_bytes":    number("Size of the phone's storage in bytes."),
	}
}
