package fleet

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// planSameOverrides plans the overrides of the state if those in the configuration
// differ only in their formatting. Terraform accepts no mixture of both.
func planSameOverrides(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	planned, diags := tfkit.GetMap(ctx, resp.Plan, overridesName)
	before, more := tfkit.GetMap(ctx, req.State, overridesName)
	resp.Diagnostics.Append(append(diags, more...)...)
	if resp.Diagnostics.HasError() || planned.IsUnknown() || planned.Equal(before) {
		return
	}
	a, b := planned.Elements(), before.Elements()
	if len(a) != len(b) || planned.IsNull() != before.IsNull() {
		return
	}
	for code, value := range a {
		old, has := b[code]
		if !has || value.IsUnknown() || value.IsNull() != old.IsNull() || !setting.SameJSON(textOf(value), textOf(old)) {
			return
		}
	}
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(overridesName), before)...)
}

// planOwnApps is planApps for apps in overrides.
func (r *fleetResource) planOwnApps(ctx context.Context, resp *resource.ModifyPlanResponse, state, desired model) {
	wrong := map[string][]string{}
	checked := map[string]string{}
	for code, o := range desired.own {
		before := state.of(code, state.phones[code])
		var changed []converge.Desired
		var key []string
		for _, d := range o.override.Values {
			name := d.Setting.Name()
			if setting.ShapeOf(name).Name() == "apps" && d.Digest != before[name].Digest {
				changed, key = append(changed, d), append(key, name+" "+d.Digest)
			}
		}
		if len(changed) == 0 {
			continue
		}
		slices.Sort(key)
		of := strings.Join(key, "\x00")
		if _, done := checked[of]; !done {
			checked[of] = strings.Join(setting.WrongApps(ctx, r.Data.Engine.Apps().All, changed), "\n")
		}
		if text := checked[of]; text != "" {
			wrong[text] = append(wrong[text], code)
		}
	}
	for _, text := range slices.Sorted(maps.Keys(wrong)) {
		codes := wrong[text]
		slices.Sort(codes)
		resp.Diagnostics.AddAttributeError(overridePath(codes[0]), setting.WrongAppsSummary, "Overrides of "+abbreviate(codes)+": "+text+setting.WrongAppsAdvice)
	}
}

// missingSIM returns the warnings of planSIM about SIM data in overrides.
func (m model) missingSIM() diag.Diagnostics {
	codes := map[string][]string{}
	for code, o := range m.own {
		if missing := setting.MissingSIM(o.override.Value("sim")); len(missing) > 0 {
			detail := setting.MissingSIMDetail(missing)
			codes[detail] = append(codes[detail], code)
		}
	}
	var diags diag.Diagnostics
	for _, detail := range slices.Sorted(maps.Keys(codes)) {
		diags.AddWarning(setting.MissingSIMSummary, "Overrides of "+abbreviate(codes[detail])+": "+detail)
	}
	return diags
}

// planPasswords warns of proxy passwords that change. Terraform shows only that some of
// them do.
func (r *fleetResource) planPasswords(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, current *holdings, record privateRecord, desired model) {
	p, diags := r.readPasswords(ctx, record, req.Config, req.State)
	resp.Diagnostics.Append(diags...)
	var codes []string
	for code, name := range desired.phones {
		if before, old := current.state.phones[code]; !old || before == "" || isReason(name) {
			continue
		}
		var now, before own
		if o := desired.own[code]; o != nil {
			now = *o
		}
		if o := current.state.own[code]; o != nil {
			before = *o
		}
		if now.password != before.password || p.sends(current.sentPasswords, code) {
			codes = append(codes, code)
		}
	}
	if len(codes) == 0 {
		return
	}
	text := fmt.Sprintf("The proxy passwords of %d instances change: %s.", len(codes), abbreviate(codes))
	if len(codes) == 1 {
		text = fmt.Sprintf("The proxy password of 1 instance changes: %s.", codes[0])
	}
	resp.Diagnostics.AddWarning("Proxy passwords change", text+" Terraform does not show which ones do.")
}

// sends reports whether an update sends an instance another write-only password than it
// has, as far as a plan can know it.
func (p passwords) sends(sent sentPasswords, code string) bool {
	now := p.prints[code]
	switch {
	case p.Secret.IsNull(), p.Secret.IsUnknown(), !p.Fingerprints.Known(), now == "" && !sent.has(code):
		return false
	case !p.Configured.IsNull():
		return p.Raised()
	default:
		return !sent.is(p.Fingerprints, code, now)
	}
}
