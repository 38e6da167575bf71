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
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// factsOf gives the computed attributes of armcloud_instance. A row that is
// missing leaves its attributes null.
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

// fillFacts puts what is not known yet of the phone into the plan of
// armcloud_instance, and tells whether the apply can go on: a phone that is
// not in the account has nothing to adopt.
func (a *applier) fillFacts(ctx context.Context) bool {
	if a.layout.own {
		return true
	}
	missing, diags := unknownFacts(ctx, a.plan)
	a.diags.Append(diags...)
	if len(missing) == 0 || diags.HasError() {
		return !diags.HasError()
	}
	if err := a.putFacts(ctx, missing); err != nil {
		a.diags.AddAttributeError(path.Root(tfkit.PadCode), "Unable to look up the phone", tfkit.Explain(a.code, err))
		return false
	}
	return !a.diags.HasError()
}

// refreshFacts looks again at the facts that the job's settings change. A look
// that fails leaves what was seen before: the next refresh sees it.
func (a *applier) refreshFacts(ctx context.Context, job converge.Job) {
	var changed []string
	for _, w := range job.Set {
		changed = append(changed, w.Setting.Changes()...)
	}
	if a.layout.own || len(changed) == 0 || ctx.Err() != nil {
		return
	}
	_ = a.putFacts(ctx, changed)
}

// putFacts looks the phone up and puts the named facts into the plan.
func (a *applier) putFacts(ctx context.Context, names []string) error {
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
	a.plan.Raw, err = withValues(ctx, a.plan.Raw, values)
	return err
}

// withValues gives an object with some of its attributes replaced. Setting
// them one by one would go through the whole object each time.
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

// unknownFacts names the facts that a plan leaves for the apply.
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
