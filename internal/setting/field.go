package setting

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// placement says where in HCL a field's attribute appears.
type placement struct {
	// required makes the attribute required.
	required bool
	// computed lets an import fill in the attribute. It then keeps the state's
	// value as long as the configuration does not set it.
	computed bool
	// requiresReplace replaces the resource if the value changes.
	requiresReplace bool
}

// field is one attribute of a setting: its HCL schema, and accessors to the
// plain struct V that holds its value.
type field[V any] struct {
	name      string
	required  bool
	writeOnly bool
	attrType  attr.Type
	attribute func(placement) schema.Attribute
	get       func(V) attr.Value
	// set is called with known values only, which may be null.
	set func(*V, attr.Value)
	// parse sets the value from JSON; nil is one that is null or absent. It returns
	// what the value must be, "" if it is that.
	parse func(*V, any) string
	// validate runs the validators on a value that is not null.
	validate func(ctx context.Context, at path.Path, value attr.Value) diag.Diagnostics
	// oneOf are the attributes of which the setting needs at least one, nil if the
	// field does not say so.
	oneOf []string
	// isSecret is true for passwords and their versions.
	isSecret bool
}

// requiredString returns a required string. Here and below, ref returns a
// pointer to the member of V that holds the value.
func requiredString[V any](name, description string, ref func(*V) *string, validators ...validator.String) field[V] {
	return field[V]{
		name: name, required: true, attrType: types.StringType,
		attribute: stringAttribute(description, validators),
		get:       func(v V) attr.Value { return types.StringValue(*ref(&v)) },
		set: func(v *V, a attr.Value) {
			if s, ok := a.(types.String); ok {
				*ref(v) = s.ValueString()
			}
		},
		parse:    func(v *V, raw any) string { return parseText(ref(v), raw) },
		validate: validateString(validators),
	}
}

// optionalString returns an optional string.
func optionalString[V any](name, description string, ref func(*V) **string, validators ...validator.String) field[V] {
	return field[V]{
		name: name, attrType: types.StringType,
		attribute: stringAttribute(description, validators),
		get:       func(v V) attr.Value { return types.StringPointerValue(*ref(&v)) },
		set: func(v *V, a attr.Value) {
			if s, ok := a.(types.String); ok {
				*ref(v) = s.ValueStringPointer()
			}
		},
		parse:    func(v *V, raw any) string { return parseOptional(ref(v), raw, parseText) },
		validate: validateString(validators),
		oneOf:    oneOfNames(validators),
	}
}

func stringAttribute(description string, validators []validator.String) func(placement) schema.Attribute {
	return func(p placement) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description,
			Required:            p.required,
			Optional:            !p.required,
			Computed:            p.computed,
			PlanModifiers:       append(useStateIfUnsetStrings(p.computed), requiresReplaceStrings(p.requiresReplace)...),
			Validators:          validators,
		}
	}
}

// sensitiveString returns an optional string that Terraform redacts in its
// output.
func sensitiveString[V any](name, description string, ref func(*V) **string, validators ...validator.String) field[V] {
	f := optionalString(name, description, ref, validators...)
	f.isSecret = true
	f.attribute = func(placement) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Optional: true, Sensitive: true, Validators: validators,
		}
	}
	return f
}

// writeOnlyString returns an optional string that Terraform does not store in
// the plan or the state.
func writeOnlyString[V any](name, description string, ref func(*V) **string, validators ...validator.String) field[V] {
	f := optionalString(name, description, ref, validators...)
	f.writeOnly, f.isSecret = true, true
	f.get = func(V) attr.Value { return types.StringNull() }
	f.attribute = func(placement) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Optional: true, Sensitive: true, WriteOnly: true, Validators: validators,
		}
	}
	return f
}

// requiredFloat64 returns a required number.
func requiredFloat64[V any](name, description string, ref func(*V) *float64, validators ...validator.Float64) field[V] {
	return field[V]{
		name: name, required: true, attrType: types.Float64Type,
		attribute: func(p placement) schema.Attribute {
			return schema.Float64Attribute{
				MarkdownDescription: description, Required: p.required, Optional: !p.required, Validators: validators,
			}
		},
		get: func(v V) attr.Value { return types.Float64Value(*ref(&v)) },
		set: func(v *V, a attr.Value) {
			if n, ok := a.(types.Float64); ok {
				*ref(v) = n.ValueFloat64()
			}
		},
		parse:    func(v *V, raw any) string { return parseFloat(ref(v), raw) },
		validate: validateFloat64(validators),
	}
}

// optionalInt64 returns an optional integer.
func optionalInt64[V any](name, description string, ref func(*V) **int64, validators ...validator.Int64) field[V] {
	return field[V]{
		name: name, attrType: types.Int64Type,
		attribute: func(placement) schema.Attribute {
			return schema.Int64Attribute{MarkdownDescription: description, Optional: true, Validators: validators}
		},
		get: func(v V) attr.Value { return types.Int64PointerValue(*ref(&v)) },
		set: func(v *V, a attr.Value) {
			if n, ok := a.(types.Int64); ok {
				*ref(v) = n.ValueInt64Pointer()
			}
		},
		parse:    func(v *V, raw any) string { return parseOptional(ref(v), raw, parseInt) },
		validate: validateInt64(validators),
	}
}

// requiredInt64 returns a required integer.
func requiredInt64[V any](name, description string, ref func(*V) *int64, validators ...validator.Int64) field[V] {
	return field[V]{
		name: name, required: true, attrType: types.Int64Type,
		attribute: func(p placement) schema.Attribute {
			return schema.Int64Attribute{
				MarkdownDescription: description, Required: p.required, Optional: !p.required, Validators: validators,
			}
		},
		get: func(v V) attr.Value { return types.Int64Value(*ref(&v)) },
		set: func(v *V, a attr.Value) {
			if n, ok := a.(types.Int64); ok {
				*ref(v) = n.ValueInt64()
			}
		},
		parse:    func(v *V, raw any) string { return parseInt(ref(v), raw) },
		validate: validateInt64(validators),
	}
}

// writeOnlyVersion returns the version of a write-only value. If it is not
// configured, the provider increments it when the value changes, and a plan with
// such a change shows it as unknown.
func writeOnlyVersion[V any](name, description string, ref func(*V) **int64, validators ...validator.Int64) field[V] {
	f := optionalInt64(name, description, ref, validators...)
	f.isSecret = true
	f.attribute = func(placement) schema.Attribute {
		return schema.Int64Attribute{
			MarkdownDescription: description, Optional: true, Computed: true, Validators: validators,
		}
	}
	return f
}

// defaultedBool returns an optional boolean with a default.
func defaultedBool[V any](name, description string, ref func(*V) *bool, defaultValue bool) field[V] {
	return field[V]{
		name: name, attrType: types.BoolType,
		attribute: func(p placement) schema.Attribute {
			return schema.BoolAttribute{
				MarkdownDescription: description, Optional: true, Computed: true, Default: booldefault.StaticBool(defaultValue),
				PlanModifiers: requiresReplaceBools(p.requiresReplace),
			}
		},
		get: func(v V) attr.Value { return types.BoolValue(*ref(&v)) },
		set: func(v *V, a attr.Value) {
			*ref(v) = defaultValue
			if b, ok := a.(types.Bool); ok && !b.IsNull() {
				*ref(v) = b.ValueBool()
			}
		},
		parse: func(v *V, raw any) string {
			*ref(v) = defaultValue
			return parseBool(ref(v), raw)
		},
	}
}

// requiredBool returns a required boolean.
func requiredBool[V any](name, description string, ref func(*V) *bool) field[V] {
	return field[V]{
		name: name, required: true, attrType: types.BoolType,
		attribute: func(p placement) schema.Attribute {
			return schema.BoolAttribute{MarkdownDescription: description, Required: p.required, Optional: !p.required}
		},
		get: func(v V) attr.Value { return types.BoolValue(*ref(&v)) },
		set: func(v *V, a attr.Value) {
			if b, ok := a.(types.Bool); ok {
				*ref(v) = b.ValueBool()
			}
		},
		parse: func(v *V, raw any) string { return parseBool(ref(v), raw) },
	}
}

// optionalStringMap returns an optional map of strings. Null is a nil map, which
// differs from an empty one.
func optionalStringMap[V any](name, description string, ref func(*V) *map[string]string, validators ...validator.Map) field[V] {
	return field[V]{
		name: name, attrType: types.MapType{ElemType: types.StringType},
		attribute: func(p placement) schema.Attribute {
			return schema.MapAttribute{
				MarkdownDescription: description, ElementType: types.StringType,
				Required: p.required, Optional: !p.required, Validators: validators,
			}
		},
		get: func(v V) attr.Value { return stringMapValue(*ref(&v)) },
		set: func(v *V, a attr.Value) {
			if m, ok := a.(types.Map); ok {
				*ref(v) = stringMapOf(m)
			}
		},
		parse:    func(v *V, raw any) string { return parseTexts(ref(v), raw) },
		validate: validateMap(validators),
		oneOf:    oneOfNames(validators),
	}
}

// requiredStringMap returns a required map of strings.
func requiredStringMap[V any](name, description string, ref func(*V) *map[string]string, validators ...validator.Map) field[V] {
	f := optionalStringMap(name, description, ref, validators...)
	f.required = true
	return f
}

func stringMapValue(m map[string]string) attr.Value {
	if m == nil {
		return types.MapNull(types.StringType)
	}
	elements := make(map[string]attr.Value, len(m))
	for key, value := range m {
		elements[key] = types.StringValue(value)
	}
	return types.MapValueMust(types.StringType, elements)
}

func stringMapOf(m types.Map) map[string]string {
	if m.IsNull() {
		return nil
	}
	values := make(map[string]string, len(m.Elements()))
	for key, element := range m.Elements() {
		if s, ok := element.(types.String); ok {
			values[key] = s.ValueString()
		}
	}
	return values
}
