package tfkit

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// Private is the private state of a resource in a request or response of the
// framework.
type Private interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// PrivateReader is the private state in a request, which cannot be changed.
type PrivateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

// GetPrivate reads a key into v and reports whether the key exists. A value
// that cannot be decoded counts as absent, and leaves v as it is: at worst a change is
// sent again.
func GetPrivate[T any](ctx context.Context, private PrivateReader, key string, v *T) bool {
	text, diags := private.GetKey(ctx, key)
	if diags.HasError() || text == nil || string(text) == "null" {
		return false
	}
	var read T
	if json.Unmarshal(text, &read) != nil {
		return false
	}
	*v = read
	return true
}

// SetPrivate writes v to a key, or removes the key if v is nil.
func SetPrivate(ctx context.Context, private Private, key string, v any) diag.Diagnostics {
	if v == nil {
		return private.SetKey(ctx, key, nil)
	}
	text, err := json.Marshal(v)
	if err != nil {
		var diags diag.Diagnostics
		diags.AddError("Unable to write private state", err.Error())
		return diags
	}
	return private.SetKey(ctx, key, text)
}

const (
	creatingKey = "creating"
	createdKey  = "created"
	importedKey = "imported"
)

// MarkCreating marks the planned private state of an object that is about to be
// created. If the plan replaces a tainted object, Terraform passes this private
// state, not the object's own, to the Delete of the old object.
func MarkCreating(ctx context.Context, private Private) diag.Diagnostics {
	return SetPrivate(ctx, private, creatingKey, true)
}

// MarkCreated replaces the mark of MarkCreating. Create must call it, also if it
// fails.
func MarkCreated(ctx context.Context, private Private) diag.Diagnostics {
	diags := SetPrivate(ctx, private, createdKey, true)
	diags.Append(SetPrivate(ctx, private, creatingKey, nil)...)
	return diags
}

// ReplacingTainted reports whether a Delete is part of the replacement of a
// tainted object. Such a Delete must not release settings, because the Create
// that follows sets them again.
func ReplacingTainted(ctx context.Context, private PrivateReader) bool {
	var marked bool
	return GetPrivate(ctx, private, creatingKey, &marked) && !GetPrivate(ctx, private, createdKey, &marked)
}

// MarkImported marks an imported object, so that the next Read fills in the
// attributes from the API. An imported object counts as created.
func MarkImported(ctx context.Context, private Private) diag.Diagnostics {
	diags := SetPrivate(ctx, private, createdKey, true)
	diags.Append(SetPrivate(ctx, private, importedKey, true)...)
	return diags
}

// TakeImported reports whether the object has the mark of MarkImported, and
// removes the mark.
func TakeImported(ctx context.Context, private Private) (bool, diag.Diagnostics) {
	var marked bool
	if !GetPrivate(ctx, private, importedKey, &marked) {
		return false, nil
	}
	return true, SetPrivate(ctx, private, importedKey, nil)
}
