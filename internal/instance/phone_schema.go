package instance

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

const (
	padCode         = tfkit.PadCode
	onRelease       = "on_release"
	triggers        = "triggers"
	restartTriggers = "restart_triggers"

	releaseUndo  = "undo"
	releaseKeep  = "keep"
	releaseReset = "reset"
)

var padCodePattern, padCodeSyntax = tfkit.PadCodePattern, tfkit.PadCodeSyntax

// phoneResource is a resource of one phone: armcloud_instance, or one setting
// of its own.
type phoneResource struct {
	tfkit.Resource
	layout layout
}

// NewInstance makes armcloud_instance: one phone with all settings.
func NewInstance() resource.Resource {
	return &phoneResource{Resource: tfkit.Resource{Name: "instance"}, layout: layout{attributes: setting.All()}}
}

// NewSetting gives the maker of the own resource of one setting.
func NewSetting(at setting.Shape) func() resource.Resource {
	return func() resource.Resource {
		return &phoneResource{
			Resource: tfkit.Resource{Name: "instance_" + at.Resource()},
			layout:   layout{attributes: []setting.Shape{at}, own: true},
		}
	}
}

func (r *phoneResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	if r.layout.own {
		s := r.layout.attributes[0]
		attributes := s.OwnAttributes()
		addPhoneAttributes(ctx, attributes, releaseUndo, releaseKeep)
		resp.Schema = schema.Schema{MarkdownDescription: s.Description(), Attributes: attributes}
		return
	}
	attributes := facts()
	for _, s := range r.layout.attributes {
		attributes[s.Name()] = s.CompositeAttribute()
	}
	addPhoneAttributes(ctx, attributes, releaseUndo, releaseKeep, releaseReset)
	attributes[restartTriggers] = restartTriggersAttribute("the phone")
	resp.Schema = schema.Schema{
		MarkdownDescription: "One cloud phone that the account already has, with all that is to be set on it. " +
			"Creating the resource adopts the phone and sends its settings; an attribute left out is not managed.",
		Attributes: attributes,
	}
}

// addPhoneAttributes adds what every resource of one phone has.
func addPhoneAttributes(ctx context.Context, attributes map[string]schema.Attribute, releases ...string) {
	attributes[padCode] = schema.StringAttribute{
		MarkdownDescription: "Code of the cloud phone, for example `AC32010000001`. Another code is another phone: the resource is replaced.",
		Required:            true,
		PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
		Validators:          []validator.String{padCodeSyntax},
	}
	attributes[onRelease] = releaseAttribute(releases...)
	attributes[triggers] = triggersAttribute("the phone")
	attributes["timeouts"] = timeouts.Attributes(ctx, phoneTimeouts(attributes, slices.Contains(releases, releaseReset)))
}

func releaseAttribute(releases ...string) schema.Attribute {
	text := "What happens to settings that leave the configuration or are destroyed: `undo` (default) takes back what the API can take back, " +
		"`keep` leaves them on the phone."
	if slices.Contains(releases, releaseReset) {
		text += " `reset` resets the phone to its factory state when the resource is destroyed, which erases everything on it; until then it is like `undo`."
	}
	return schema.StringAttribute{
		MarkdownDescription: text,
		Optional:            true,
		Validators:          []validator.String{stringvalidator.OneOf(releases...)},
	}
}

func triggersAttribute(of string) schema.Attribute {
	return schema.MapAttribute{
		MarkdownDescription: "Any values; when they change, every managed setting of " + of + " is sent again. " +
			"Use it for settings that the API does not show, for example after a factory reset.",
		ElementType: types.StringType,
		Optional:    true,
	}
}

func restartTriggersAttribute(of string) schema.Attribute {
	return schema.MapAttribute{
		MarkdownDescription: "Any values; when they change, " + of + " is restarted after its settings. Creating the resource restarts nothing.",
		ElementType:         types.StringType,
		Optional:            true,
	}
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
