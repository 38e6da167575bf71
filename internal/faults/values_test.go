package faults

import (
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// block is a configuration: strings, ints, floats, bools, []any, and blocks or maps for
// nested values. Missing attributes are null.
type block map[string]any

// with returns the block with further attributes.
func (b block) with(more block) block {
	all := block{}
	for name, v := range b {
		all[name] = v
	}
	for name, v := range more {
		all[name] = v
	}
	return all
}

// valueOf converts v to a type. It panics if v has another shape, which is a mistake of
// the test.
func valueOf(kind tftypes.Type, v any) tftypes.Value {
	switch v := v.(type) {
	case nil:
		return tftypes.NewValue(kind, nil)
	case int:
		return tftypes.NewValue(kind, big.NewFloat(float64(v)))
	case int64:
		return tftypes.NewValue(kind, new(big.Float).SetInt64(v))
	case float64:
		return tftypes.NewValue(kind, big.NewFloat(v))
	case []any:
		return listValue(kind, v)
	case block:
		return nestedValue(kind, v)
	case map[string]any:
		return nestedValue(kind, v)
	default:
		return tftypes.NewValue(kind, v)
	}
}

func listValue(kind tftypes.Type, list []any) tftypes.Value {
	var element tftypes.Type
	switch k := kind.(type) {
	case tftypes.List:
		element = k.ElementType
	case tftypes.Set:
		element = k.ElementType
	default:
		panic(fmt.Sprintf("got a list for %s", kind))
	}
	all := []tftypes.Value{}
	for _, v := range list {
		all = append(all, valueOf(element, v))
	}
	return tftypes.NewValue(kind, all)
}

func nestedValue(kind tftypes.Type, given map[string]any) tftypes.Value {
	all := map[string]tftypes.Value{}
	switch k := kind.(type) {
	case tftypes.Object:
		for name := range given {
			if _, known := k.AttributeTypes[name]; !known {
				panic(fmt.Sprintf("there is no attribute %s in %s", name, kind))
			}
		}
		for name, of := range k.AttributeTypes {
			all[name] = valueOf(of, given[name])
		}
	case tftypes.Map:
		for name, v := range given {
			all[name] = valueOf(k.ElementType, v)
		}
	default:
		panic(fmt.Sprintf("got named values for %s", kind))
	}
	return tftypes.NewValue(kind, all)
}

// dynamic encodes a value for the protocol.
func dynamic(v tftypes.Value) *tfprotov6.DynamicValue {
	encoded, err := tfprotov6.NewDynamicValue(v.Type(), v)
	if err != nil {
		panic(err)
	}
	return &encoded
}

// decoded decodes a value of the protocol, which may be nil.
func decoded(v *tfprotov6.DynamicValue, kind tftypes.Type) tftypes.Value {
	if v == nil {
		return tftypes.NewValue(kind, nil)
	}
	value, err := v.Unmarshal(kind)
	if err != nil {
		panic(err)
	}
	return value
}

// attributesOf returns the attributes of an object, or its elements if it is a map. It
// returns nil if the value is null or unknown.
func attributesOf(v tftypes.Value) map[string]tftypes.Value {
	all := map[string]tftypes.Value{}
	if v.IsNull() || !v.IsKnown() {
		return nil
	}
	if err := v.As(&all); err != nil {
		panic(err)
	}
	return all
}

// proposed returns the new value that Terraform proposes to a provider: that of the
// configuration, with the prior values of computed attributes that it does not set.
func proposed(attributes []*tfprotov6.SchemaAttribute, prior, config tftypes.Value) tftypes.Value {
	if config.IsNull() || !config.IsKnown() {
		return config
	}
	before, given := attributesOf(prior), attributesOf(config)
	all := map[string]tftypes.Value{}
	for _, a := range attributes {
		was, known := before[a.Name]
		if !known {
			was = tftypes.NewValue(a.ValueType(), nil)
		}
		all[a.Name] = proposedAttribute(a, was, given[a.Name])
	}
	return tftypes.NewValue(config.Type(), all)
}

func proposedAttribute(a *tfprotov6.SchemaAttribute, prior, config tftypes.Value) tftypes.Value {
	switch {
	case a.WriteOnly:
		return tftypes.NewValue(config.Type(), nil)
	case config.IsNull() && a.Computed:
		return prior
	case config.IsNull() || !config.IsKnown() || a.NestedType == nil:
		return config
	}
	switch a.NestedType.Nesting {
	case tfprotov6.SchemaObjectNestingModeSingle:
		return proposed(a.NestedType.Attributes, prior, config)
	case tfprotov6.SchemaObjectNestingModeMap:
		before, all := attributesOf(prior), map[string]tftypes.Value{}
		for key, v := range attributesOf(config) {
			was, known := before[key]
			if !known {
				was = tftypes.NewValue(v.Type(), nil)
			}
			all[key] = proposed(a.NestedType.Attributes, was, v)
		}
		return tftypes.NewValue(config.Type(), all)
	default:
		return config // lists: no resource has computed attributes in one
	}
}

// compatible reports whether a value is one that a plan allows: equal except where the
// plan is unknown.
func compatible(planned, actual tftypes.Value) bool {
	if !planned.IsKnown() {
		return true
	}
	if planned.IsNull() || actual.IsNull() || !actual.IsKnown() {
		return planned.Equal(actual)
	}
	switch planned.Type().(type) {
	case tftypes.Object, tftypes.Map:
		want, got := attributesOf(planned), attributesOf(actual)
		if len(want) != len(got) {
			return false
		}
		for name, v := range want {
			if g, has := got[name]; !has || !compatible(v, g) {
				return false
			}
		}
		return true
	default:
		return !planned.IsFullyKnown() || planned.Equal(actual)
	}
}
