package setting

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// place is where an attribute stands and what follows from it.
type placement struct {
	// required: the setting cannot be without the attribute here.
	required bool
	// filled: an import fills the attribute in, so it is computed as well and
	// keeps what it has while the configuration is silent.
	filled bool
	// replaces: another value is another resource.
	replaces bool
}

// field is one attribute of a setting: how HCL shows it and where the plain
// struct V keeps it.
type field[V any] struct {
	name      string
	required  bool
	writeOnly bool
	kind      attr.Type
	attribute func(placement) schema.Attribute
	get       func(V) attr.Value
	// set is given known values only, null included.
	set func(*V, attr.Value)
}

// requiredText is a string that the setting cannot be without.
func requiredText[V any](name, description string, at func(*V) *string, validators ...validator.String) field[V] {
	return field[V]{
		name: name, required: true, kind: types.StringType,
		attribute: textAttribute(description, validators),
		get:       func(v V) attr.Value { return types.StringValue(*at(&v)) },
		set: func(v *V, a attr.Value) {
			if s, ok := a.(types.String); ok {
				*at(v) = s.ValueString()
			}
		},
	}
}

// text is a string that may be left out.
func text[V any](name, description string, at func(*V) **string, validators ...validator.String) field[V] {
	return field[V]{
		name: name, kind: types.StringType,
		attribute: textAttribute(description, validators),
		get:       func(v V) attr.Value { return types.StringPointerValue(*at(&v)) },
		set: func(v *V, a attr.Value) {
			if s, ok := a.(types.String); ok {
				*at(v) = s.ValueStringPointer()
			}
		},
	}
}

func textAttribute(description string, validators []validator.String) func(placement) schema.Attribute {
	return func(p placement) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description,
			Required:            p.required,
			Optional:            !p.required,
			Computed:            p.filled,
			PlanModifiers:       append(useStateIfUnsetStrings(p.filled), replaceStrings(p.replaces)...),
			Validators:          validators,
		}
	}
}

// secretText is a string that Terraform keeps out of its output.
func secretText[V any](name, description string, at func(*V) **string, validators ...validator.String) field[V] {
	f := text(name, description, at, validators...)
	f.attribute = func(placement) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Optional: true, Sensitive: true, Validators: validators,
		}
	}
	return f
}

// writeOnlyText is a string that Terraform keeps out of plan and state as
// well; it is there in the configuration alone.
func writeOnlyText[V any](name, description string, at func(*V) **string, validators ...validator.String) field[V] {
	f := text(name, description, at, validators...)
	f.writeOnly = true
	f.get = func(V) attr.Value { return types.StringNull() }
	f.attribute = func(placement) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Optional: true, Sensitive: true, WriteOnly: true, Validators: validators,
		}
	}
	return f
}

// requiredNumber is a number that the setting cannot be without.
func requiredNumber[V any](name, description string, at func(*V) *float64, validators ...validator.Float64) field[V] {
	return field[V]{
		name: name, required: true, kind: types.Float64Type,
		attribute: func(p placement) schema.Attribute {
			return schema.Float64Attribute{
				MarkdownDescription: description, Required: p.required, Optional: !p.required, Validators: validators,
			}
		},
		get: func(v V) attr.Value { return types.Float64Value(*at(&v)) },
		set: func(v *V, a attr.Value) {
			if n, ok := a.(types.Float64); ok {
				*at(v) = n.ValueFloat64()
			}
		},
	}
}

// integer is a whole number that may be left out.
func integer[V any](name, description string, at func(*V) **int64, validators ...validator.Int64) field[V] {
	return field[V]{
		name: name, kind: types.Int64Type,
		attribute: func(placement) schema.Attribute {
			return schema.Int64Attribute{MarkdownDescription: description, Optional: true, Validators: validators}
		},
		get: func(v V) attr.Value { return types.Int64PointerValue(*at(&v)) },
		set: func(v *V, a attr.Value) {
			if n, ok := a.(types.Int64); ok {
				*at(v) = n.ValueInt64Pointer()
			}
		},
	}
}

// requiredInteger is a whole number that the setting cannot be without.
func requiredInteger[V any](name, description string, at func(*V) *int64, validators ...validator.Int64) field[V] {
	return field[V]{
		name: name, required: true, kind: types.Int64Type,
		attribute: func(p placement) schema.Attribute {
			return schema.Int64Attribute{
				MarkdownDescription: description, Required: p.required, Optional: !p.required, Validators: validators,
			}
		},
		get: func(v V) attr.Value { return types.Int64Value(*at(&v)) },
		set: func(v *V, a attr.Value) {
			if n, ok := a.(types.Int64); ok {
				*at(v) = n.ValueInt64()
			}
		},
	}
}

// versionNumber is the version of a write-only value. The provider raises it
// where the configuration leaves it out, which makes a new secret show in the
// plan.
func versionNumber[V any](name, description string, at func(*V) **int64, validators ...validator.Int64) field[V] {
	f := integer(name, description, at, validators...)
	f.attribute = func(placement) schema.Attribute {
		return schema.Int64Attribute{
			MarkdownDescription: description, Optional: true, Computed: true, Validators: validators,
		}
	}
	return f
}

// flag is a boolean with a default.
func flag[V any](name, description string, at func(*V) *bool, fallback bool) field[V] {
	return field[V]{
		name: name, kind: types.BoolType,
		attribute: func(p placement) schema.Attribute {
			return schema.BoolAttribute{
				MarkdownDescription: description, Optional: true, Computed: true, Default: booldefault.StaticBool(fallback),
				PlanModifiers: replaceBools(p.replaces),
			}
		},
		get: func(v V) attr.Value { return types.BoolValue(*at(&v)) },
		set: func(v *V, a attr.Value) {
			*at(v) = fallback
			if b, ok := a.(types.Bool); ok && !b.IsNull() {
				*at(v) = b.ValueBool()
			}
		},
	}
}

// requiredFlag is a boolean that the setting cannot be without.
func requiredFlag[V any](name, description string, at func(*V) *bool) field[V] {
	return field[V]{
		name: name, required: true, kind: types.BoolType,
		attribute: func(p placement) schema.Attribute {
			return schema.BoolAttribute{MarkdownDescription: description, Required: p.required, Optional: !p.required}
		},
		get: func(v V) attr.Value { return types.BoolValue(*at(&v)) },
		set: func(v *V, a attr.Value) {
			if b, ok := a.(types.Bool); ok {
				*at(v) = b.ValueBool()
			}
		},
	}
}

// texts is a map of strings that may be left out. Left out is nil, which is
// told from a map without entries.
func texts[V any](name, description string, at func(*V) *map[string]string, validators ...validator.Map) field[V] {
	return field[V]{
		name: name, kind: types.MapType{ElemType: types.StringType},
		attribute: func(p placement) schema.Attribute {
			return schema.MapAttribute{
				MarkdownDescription: description, ElementType: types.StringType,
				Required: p.required, Optional: !p.required, Validators: validators,
			}
		},
		get: func(v V) attr.Value { return textsValue(*at(&v)) },
		set: func(v *V, a attr.Value) {
			if m, ok := a.(types.Map); ok {
				*at(v) = textsOf(m)
			}
		},
	}
}

// requiredTexts is a map of strings that the setting cannot be without.
func requiredTexts[V any](name, description string, at func(*V) *map[string]string, validators ...validator.Map) field[V] {
	f := texts(name, description, at, validators...)
	f.required = true
	return f
}

func textsValue(texts map[string]string) attr.Value {
	if texts == nil {
		return types.MapNull(types.StringType)
	}
	elements := make(map[string]attr.Value, len(texts))
	for key, text := range texts {
		elements[key] = types.StringValue(text)
	}
	return types.MapValueMust(types.StringType, elements)
}

func textsOf(m types.Map) map[string]string {
	if m.IsNull() {
		return nil
	}
	texts := make(map[string]string, len(m.Elements()))
	for key, element := range m.Elements() {
		if s, ok := element.(types.String); ok {
			texts[key] = s.ValueString()
		}
	}
	return texts
}
