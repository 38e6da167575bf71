package action

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// parameter is an attribute that is a field of the request.
type parameter struct {
	name, field string
	attribute   schema.Attribute
	// fallback is sent if the attribute is null. If it is nil, the field is left out.
	fallback any
}

// value returns the value for the request, or nil if the field is left out.
func (p parameter) value(ctx context.Context, config tfkit.Reader, diags *diag.Diagnostics) any {
	switch p.attribute.(type) {
	case schema.BoolAttribute:
		var v types.Bool
		diags.Append(config.GetAttribute(ctx, path.Root(p.name), &v)...)
		if !v.IsNull() {
			return v.ValueBool()
		}
	case schema.Int64Attribute:
		var v types.Int64
		diags.Append(config.GetAttribute(ctx, path.Root(p.name), &v)...)
		if !v.IsNull() {
			return v.ValueInt64()
		}
	default:
		var v types.String
		diags.Append(config.GetAttribute(ctx, path.Root(p.name), &v)...)
		if !v.IsNull() {
			return v.ValueString()
		}
	}
	return p.fallback
}

// fields returns the parameters as the fields of a request, or nil if there are none.
func (k kind) fields(ctx context.Context, config tfkit.Reader, diags *diag.Diagnostics) json.RawMessage {
	values := map[string]any{}
	for _, p := range k.parameters {
		if v := p.value(ctx, config, diags); v != nil {
			values[p.field] = v
		}
	}
	if len(values) == 0 {
		return nil
	}
	return compact(values)
}

// compact returns the JSON of a value without escapes for HTML, which the service would
// not reproduce when it checks the signature.
func compact(value any) json.RawMessage {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic("parameters without JSON: " + err.Error()) // they are strings, numbers and booleans
	}
	return bytes.TrimSpace(b.Bytes())
}

// packageName is the parameter of actions on an app.
func packageName() []parameter {
	return []parameter{{name: "package_name", field: "pkgName", attribute: schema.StringAttribute{
		MarkdownDescription: "Package name of the app, for example `com.example.kiosk`.",
		Required:            true, Validators: packageNames,
	}}}
}
