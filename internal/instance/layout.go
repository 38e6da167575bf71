package instance

import (
	"context"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// layout maps the settings of a resource to its attributes.
type layout struct {
	attributes []setting.Shape
	// own is true for a single-setting resource: it has one shape, whose
	// children are top-level attributes.
	own bool
}

// keys returns the names of the attributes that, besides pad_code, identify a
// resource among those of its type.
func (l layout) keys() []string {
	if !l.own {
		return nil
	}
	return l.attributes[0].IdentityAttributes()
}

// child returns the path of a child of a setting.
func (l layout) child(s setting.Shape, name string) path.Path {
	if l.own {
		return path.Root(name)
	}
	return path.Root(s.Name()).AtName(name)
}

// at returns the path at which errors of a setting are reported.
func (l layout) at(s setting.Shape) path.Path {
	switch {
	case !l.own:
		return path.Root(s.Name())
	case s.ErrorAttribute() != "":
		return path.Root(s.ErrorAttribute())
	default:
		return path.Root(tfkit.PadCode)
	}
}

// kind is the type of a composite form, and its null.
type kind struct {
	of   attr.Type
	null attr.Value
}

// kinds returns the kinds of all settings by attribute. It makes them once, because each
// resource reads most of its settings many times, and most of them are null.
var kinds = sync.OnceValue(func() map[string]kind {
	all := map[string]kind{}
	for _, s := range setting.All() {
		all[s.Name()] = kind{s.Type(), s.Null()}
	}
	return all
})

// get reads a setting and returns it in the composite form.
func (l layout) get(ctx context.Context, from tfkit.Reader, s setting.Shape) (attr.Value, diag.Diagnostics) {
	if !l.own {
		kind := kinds()[s.Name()]
		if tfkit.IsNull(from, s.Name()) {
			return kind.null, nil
		}
		value, diags := tfkit.Attribute(ctx, from, s.Name(), kind.of)
		if value == nil {
			value = kind.null
		}
		return value, diags
	}
	var diags diag.Diagnostics
	attributes := make(map[string]attr.Value)
	for name := range s.ResourceAttributes() {
		var value attr.Value
		diags.Append(from.GetAttribute(ctx, path.Root(name), &value)...)
		attributes[name] = value
	}
	if diags.HasError() {
		return s.Null(), diags
	}
	return s.FromResource(attributes), diags
}

// values returns the top-level attributes of a setting, given in the composite form.
func (l layout) values(s setting.Shape, value attr.Value) map[string]attr.Value {
	if !l.own {
		return map[string]attr.Value{s.Name(): value}
	}
	return s.ToResource(value)
}

// put writes a setting, given in the composite form.
func (l layout) put(ctx context.Context, into tfkit.Writer, s setting.Shape, value attr.Value) diag.Diagnostics {
	var diags diag.Diagnostics
	for name, v := range l.values(s, value) {
		diags.Append(into.SetAttribute(ctx, path.Root(name), v)...)
	}
	return diags
}
