package instance

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// filledByImport returns the setting of an attribute that an import fills in, or nil
// if an import leaves the attribute null.
func (l layout) filledByImport(at setting.Shape) converge.Setting {
	if !l.own && !at.ReadOnImport() {
		return nil
	}
	return at.Setting(at.Name())
}

// FillImported fills in each armcloud_instance, by pad code, as an import and the
// refresh after it do. It removes instances from the map that are not in the account.
func FillImported(ctx context.Context, data *tfkit.Data, resources map[string]*tfsdk.Resource) diag.Diagnostics {
	l := layout{attributes: setting.All()}
	var expectations []converge.Expectation
	for _, at := range l.attributes {
		if s := l.filledByImport(at); s != nil {
			expectations = append(expectations, converge.Expectation{Setting: s})
		}
	}
	instances := make(map[string][]converge.Expectation, len(resources))
	for code := range resources {
		instances[code] = expectations
	}
	observed, err := ownership.Converger(data).Observe(ctx, instances)
	if err != nil {
		return tfkit.ListError("Unable to read the instances", err)
	}
	infos, err := data.Engine.Infos(ctx, slices.Sorted(maps.Keys(resources)))
	if err != nil {
		return tfkit.ListError("Unable to read the instances", err)
	}
	var diags diag.Diagnostics
	for code, resource := range resources {
		found := observed[code]
		if found.Gone || found.Omitted {
			delete(resources, code)
			continue
		}
		tfkit.EmptyResource(ctx, resource)
		var more diag.Diagnostics
		resource.Raw, more = withValues(ctx, resource.Raw,
			map[string]attr.Value{tfkit.PadCode: types.StringValue(code)}, factsOf(*found.Detail, infos[code]), l.observed(found.Observations))
		diags.Append(more...)
	}
	return diags
}

// observed returns the top-level attributes of settings that were read in full.
func (l layout) observed(observations []converge.Observation) map[string]attr.Value {
	attributes := map[string]attr.Value{}
	for _, o := range observations {
		at := setting.ShapeOf(o.Setting.Name())
		maps.Copy(attributes, l.values(at, at.Join(setting.Values{o.Setting.Name(): {Setting: o.Setting, Value: o.Value}})))
	}
	return attributes
}
