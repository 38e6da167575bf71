package instance

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
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

// fillFacts replaces the unknown facts in the new state of armcloud_instance. It
// reports whether the apply can continue; it can't if the instance is not in the
// account.
func (a *applier) fillFacts(ctx context.Context, state *tfsdk.State) bool {
	if a.layout.own {
		return true
	}
	missing, diags := unknownFacts(ctx, a.plan)
	a.diags.Append(diags...)
	if len(missing) == 0 || diags.HasError() {
		return !diags.HasError()
	}
	if err := a.putFacts(ctx, missing, state); err != nil {
		a.diags.AddAttributeError(path.Root(tfkit.PadCode), "Unable to look up the instance", tfkit.Explain(a.code, err))
		return false
	}
	return !a.diags.HasError()
}

// refreshFacts reads the facts again that the job's settings change. It ignores
// errors, because the next refresh updates the facts anyway.
func (a *applier) refreshFacts(ctx context.Context, job converge.Job, state *tfsdk.State) {
	var changed []string
	for _, w := range job.Set {
		changed = append(changed, setting.ShapeOf(w.Setting.Name()).Changes()...)
	}
	if a.layout.own || len(changed) == 0 || ctx.Err() != nil {
		return
	}
	_ = a.putFacts(ctx, changed, state)
}

// putFacts looks up the instance and writes the named facts to the state.
func (a *applier) putFacts(ctx context.Context, names []string, state *tfsdk.State) error {
	details, err := a.Data.Engine.Details(ctx, []string{a.code})
	if err != nil {
		return err
	}
	detail, here := details[a.code]
	if !here {
		return &engine.NotFoundError{PadCode: a.code}
	}
	infos, err := a.Data.Engine.Infos(ctx, []string{a.code})
	if err != nil {
		return err
	}
	values := factsOf(detail, infos[a.code])
	maps.DeleteFunc(values, func(name string, _ attr.Value) bool { return !slices.Contains(names, name) })
	state.Raw, err = withValues(ctx, state.Raw, values)
	return err
}

// withValues returns a copy of an object with some attributes replaced.
// SetAttribute would transform the whole object once per attribute.
func withValues(ctx context.Context, object tftypes.Value, values map[string]attr.Value) (tftypes.Value, error) {
	var attributes map[string]tftypes.Value
	if err := object.As(&attributes); err != nil {
		return object, err
	}
	for name, value := range values {
		raw, err := value.ToTerraformValue(ctx)
		if err != nil {
			return object, err
		}
		attributes[name] = raw
	}
	if err := tftypes.ValidateValue(object.Type(), attributes); err != nil {
		return object, err
	}
	return tftypes.NewValue(object.Type(), attributes), nil
}

// unknownFacts returns the names of the facts that are unknown in a plan.
func unknownFacts(ctx context.Context, plan tfkit.Reader) ([]string, diag.Diagnostics) {
	var names []string
	var diags diag.Diagnostics
	for name := range facts() {
		var value attr.Value
		diags.Append(plan.GetAttribute(ctx, path.Root(name), &value)...)
		if value != nil && value.IsUnknown() {
			names = append(names, name)
		}
	}
	return names, diags
}
