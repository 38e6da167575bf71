package setting

import (
	"context"
	"encoding/json"
	"math"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The functions below set a value from JSON that parseJSON has read. They return
// what the JSON must be, "" if it is that. Unlike HCL, they convert nothing: "1080" is
// no number. JSON that is nil leaves the value as it is.

func parseText(into *string, raw any) string {
	if raw == nil {
		return ""
	}
	text, ok := raw.(string)
	if !ok {
		return "a string"
	}
	*into = text
	return ""
}

func parseBool(into *bool, raw any) string {
	if raw == nil {
		return ""
	}
	b, ok := raw.(bool)
	if !ok {
		return "true or false"
	}
	*into = b
	return ""
}

func parseFloat(into *float64, raw any) string {
	if raw == nil {
		return ""
	}
	number, ok := raw.(json.Number)
	n, err := number.Float64()
	if !ok || err != nil {
		return "a number"
	}
	*into = n
	return ""
}

// parseInt accepts numbers such as 1e3 too, as HCL does.
func parseInt(into *int64, raw any) string {
	if raw == nil {
		return ""
	}
	number, ok := raw.(json.Number)
	if !ok {
		return "a number"
	}
	n, err := strconv.ParseInt(number.String(), 10, 64)
	if err != nil {
		f, err := number.Float64()
		if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
			return "a whole number"
		}
		n = int64(f)
	}
	*into = n
	return ""
}

func parseTexts(into *map[string]string, raw any) string {
	if raw == nil {
		return ""
	}
	const want = "an object whose values are strings"
	members, ok := raw.(map[string]any)
	if !ok {
		return want
	}
	texts := make(map[string]string, len(members))
	for name, member := range members {
		text, ok := member.(string)
		if !ok {
			return want
		}
		texts[name] = text
	}
	*into = texts
	return ""
}

// parseOptional sets a pointer to what parse reads.
func parseOptional[T any](into **T, raw any, parse func(*T, any) string) string {
	if raw == nil {
		return ""
	}
	value := new(T)
	if want := parse(value, raw); want != "" {
		return want
	}
	*into = value
	return ""
}

// The functions below return the validate of a field. A validator that looks at other
// attributes needs a configuration, which JSON in a string is not: anyOf is in oneOf
// instead, and the password, which has another one, is refused.

func validateString(validators []validator.String) func(context.Context, path.Path, attr.Value) diag.Diagnostics {
	return func(ctx context.Context, at path.Path, value attr.Value) diag.Diagnostics {
		var resp validator.StringResponse
		text, _ := value.(types.String)
		for _, v := range validators {
			if _, other := v.(anyOf); !other {
				v.ValidateString(ctx, validator.StringRequest{Path: at, PathExpression: at.Expression(), ConfigValue: text}, &resp)
			}
		}
		return resp.Diagnostics
	}
}

func validateInt64(validators []validator.Int64) func(context.Context, path.Path, attr.Value) diag.Diagnostics {
	return func(ctx context.Context, at path.Path, value attr.Value) diag.Diagnostics {
		var resp validator.Int64Response
		n, _ := value.(types.Int64)
		for _, v := range validators {
			v.ValidateInt64(ctx, validator.Int64Request{Path: at, PathExpression: at.Expression(), ConfigValue: n}, &resp)
		}
		return resp.Diagnostics
	}
}

func validateFloat64(validators []validator.Float64) func(context.Context, path.Path, attr.Value) diag.Diagnostics {
	return func(ctx context.Context, at path.Path, value attr.Value) diag.Diagnostics {
		var resp validator.Float64Response
		n, _ := value.(types.Float64)
		for _, v := range validators {
			v.ValidateFloat64(ctx, validator.Float64Request{Path: at, PathExpression: at.Expression(), ConfigValue: n}, &resp)
		}
		return resp.Diagnostics
	}
}

func validateMap(validators []validator.Map) func(context.Context, path.Path, attr.Value) diag.Diagnostics {
	return func(ctx context.Context, at path.Path, value attr.Value) diag.Diagnostics {
		var resp validator.MapResponse
		m, _ := value.(types.Map)
		for _, v := range validators {
			if _, other := v.(anyOf); !other {
				v.ValidateMap(ctx, validator.MapRequest{Path: at, PathExpression: at.Expression(), ConfigValue: m}, &resp)
			}
		}
		return resp.Diagnostics
	}
}

// oneOfNames returns the names of an anyOf among the validators of a field.
func oneOfNames[V any](validators []V) []string {
	for _, v := range validators {
		if one, is := any(v).(anyOf); is {
			return one.names
		}
	}
	return nil
}
