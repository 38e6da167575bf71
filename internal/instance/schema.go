package instance

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Schema returns the schema of armcloud_instance or of a single-setting
// resource.
func (r *instanceResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	if r.layout.own {
		s := r.layout.attributes[0]
		attributes := s.ResourceAttributes()
		addInstanceAttributes(ctx, attributes, ownership.ReleaseOfSetting(s.Undone()), false)
		resp.Schema = schema.Schema{MarkdownDescription: s.Description(), Attributes: attributes}
		return
	}
	attributes := facts()
	for _, s := range r.layout.attributes {
		attributes[s.Name()] = s.InstanceAttribute()
	}
	addInstanceAttributes(ctx, attributes, ownership.ReleaseOfInstance(), true)
	attributes[ownership.RestartTriggers] = ownership.RestartTriggersAttribute("the instance")
	attributes[ownership.Offline] = ownership.OfflineAttribute("the instance")
	attributes[ownership.Skipped] = schema.StringAttribute{
		MarkdownDescription: "Why the last change was skipped, for example `offline`. Null if it was not skipped. While it is set, the plan is not empty, and the next apply sends what is missing.",
		Computed:            true,
		PlanModifiers:       []planmodifier.String{ownership.KeepSkipped{}},
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Manages the settings, apps and files of an existing cloud phone (instance).\n\n" +
			"Creating the resource adopts the instance and sends its settings. Only settings in the configuration are managed. The others stay as they are.",
		Attributes: attributes,
	}
}

// addInstanceAttributes adds the attributes that all resources of this package
// have. resets reports whether on_release may be reset.
func addInstanceAttributes(ctx context.Context, attributes map[string]schema.Attribute, onRelease schema.Attribute, resets bool) {
	attributes[tfkit.PadCode] = schema.StringAttribute{
		MarkdownDescription: "Pad code of the instance, for example `AC32010000001`. Changing it replaces the resource.",
		Required:            true,
		PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
		Validators:          []validator.String{tfkit.PadCodeSyntax},
	}
	attributes[ownership.OnRelease] = onRelease
	triggered := "the setting"
	if resets {
		triggered = "every managed setting of the instance"
	}
	attributes[ownership.Triggers] = ownership.TriggersAttribute(triggered)
	attributes[unfinishedName] = schema.StringAttribute{
		MarkdownDescription: "Settings whose last change failed or may be incomplete. Null if there are none. " +
			"While it is set, the plan is not empty, and the next apply finishes them.",
		Computed: true,
	}
	attributes["timeouts"] = tfkit.TimeoutsAttribute(ctx, timeoutOptions(attributes, resets))
}

// facts returns the computed attributes of armcloud_instance. None of them is
// volatile, such as the status: a plan should show only changes that matter.
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
		"group_id":         number("ID of the group of the instance."),
		"pad_grade":        text("Specification of the instance, for example `m2-3`."),
		"idc_code":         text("Code of the data center."),
		"device_ip":        text("IP address of the device (the physical board) that the instance runs on."),
		"pad_ip":           text("Private IP address of the instance."),
		"current_image_id": text("ID of the image that the instance runs."),
		"storage_bytes":    number("Storage size of the instance in bytes."),
	}
}
