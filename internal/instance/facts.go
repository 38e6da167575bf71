package instance

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// factsOf returns the computed attributes of armcloud_instance, as facts
// declares them. Attributes that neither row has are null.
func factsOf(detail armcloud.PadDetail, info armcloud.PadInfo) map[string]attr.Value {
	return map[string]attr.Value{
		"group_id":         types.Int64PointerValue(info.GroupID),
		"pad_grade":        tfkit.TextOrNull(info.PadGrade),
		"idc_code":         tfkit.TextOrNull(info.IDCCode),
		"device_ip":        tfkit.TextOrNull(info.DeviceIP, detail.DeviceIP),
		"pad_ip":           tfkit.TextOrNull(info.PadIP, detail.PadIP),
		"current_image_id": tfkit.TextOrNull(detail.ImageID, info.ImageID),
		"storage_bytes":    types.Int64PointerValue(detail.StorageBytes),
	}
}

// missingFacts returns the facts of armcloud_instance that are unknown in the plan. It
// reports whether the apply can continue; it can't if the instance is not in the
// account. Then the facts are null.
func (a *applier) missingFacts(ctx context.Context) (map[string]attr.Value, bool) {
	if a.layout.own {
		return nil, true
	}
	missing, diags := unknownFacts(ctx, a.plan)
	a.diags.Append(diags...)
	if len(missing) == 0 || diags.HasError() {
		return nil, !diags.HasError()
	}
	values, err := a.lookUpFacts(ctx, missing)
	if err != nil {
		a.diags.AddAttributeError(path.Root(tfkit.PadCode), "Unable to look up the instance", tfkit.Explain(a.code, err))
		return only(missing, factsOf(armcloud.PadDetail{}, armcloud.PadInfo{})), false
	}
	return values, true
}

// changedFacts reads the facts again that the job's settings change. It ignores
// errors, because the next refresh updates the facts anyway.
func (a *applier) changedFacts(ctx context.Context, job converge.Job) map[string]attr.Value {
	var changed []string
	for _, w := range job.Set {
		changed = append(changed, setting.ShapeOf(w.Setting.Name()).Changes()...)
	}
	if a.layout.own || len(changed) == 0 || ctx.Err() != nil {
		return nil
	}
	values, _ := a.lookUpFacts(ctx, changed)
	return values
}

// lookUpFacts looks up the instance and returns the named facts.
func (a *applier) lookUpFacts(ctx context.Context, names []string) (map[string]attr.Value, error) {
	details, err := a.Data.Engine.Details(ctx, []string{a.code})
	if err != nil {
		return nil, err
	}
	detail, here := details[a.code]
	if !here {
		return nil, &engine.NotFoundError{PadCode: a.code}
	}
	infos, err := a.Data.Engine.Infos(ctx, []string{a.code})
	if err != nil {
		return nil, err
	}
	return only(names, factsOf(detail, infos[a.code])), nil
}

// only returns the named values.
func only(names []string, values map[string]attr.Value) map[string]attr.Value {
	maps.DeleteFunc(values, func(name string, _ attr.Value) bool { return !slices.Contains(names, name) })
	return values
}

// withValues returns a copy of an object with other values of some attributes; later
// ones count. SetAttribute would transform the whole object once per attribute.
func withValues(ctx context.Context, object tftypes.Value, changes ...map[string]attr.Value) (tftypes.Value, diag.Diagnostics) {
	var diags diag.Diagnostics
	attributes, err := copyWithValues(ctx, object, changes)
	if err == nil {
		err = tftypes.ValidateValue(object.Type(), attributes)
	}
	if err != nil {
		diags.AddError("Unable to write the state", "This is a bug of the provider: "+err.Error())
		return object, diags
	}
	return tftypes.NewValue(object.Type(), attributes), diags
}

func copyWithValues(ctx context.Context, object tftypes.Value, changes []map[string]attr.Value) (map[string]tftypes.Value, error) {
	var shared map[string]tftypes.Value
	if err := object.As(&shared); err != nil {
		return nil, err
	}
	// As returns the map that belongs to the object.
	attributes := maps.Clone(shared)
	for _, values := range changes {
		for name, value := range values {
			raw, err := value.ToTerraformValue(ctx)
			if err != nil {
				return nil, err
			}
			attributes[name] = raw
		}
	}
	return attributes, nil
}

// unknownFacts returns the names of the facts that are unknown in a plan.
func unknownFacts(ctx context.Context, plan tfkit.Reader) ([]string, diag.Diagnostics) {
	var names []string
	var diags diag.Diagnostics
	for name, attribute := range facts() {
		value, more := tfkit.Attribute(ctx, plan, name, attribute.GetType())
		diags.Append(more...)
		if value != nil && value.IsUnknown() {
			names = append(names, name)
		}
	}
	return names, diags
}
