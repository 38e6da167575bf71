package tfkit

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// Private is the private state of a resource, as requests and responses of
// the framework carry it.
type Private interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// PrivateReader is the half of Private that requests of Delete have.
type PrivateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

// GetPrivate reads a key into v and tells whether it was there. Private state
// that cannot be read counts as absent: losing it costs a repeat, not a fault.
func GetPrivate(ctx context.Context, private PrivateReader, key string, v any) bool {
	text, diags := private.GetKey(ctx, key)
	if diags.HasError() || text == nil || string(text) == "null" {
		return false
	}
	return json.Unmarshal(text, v) == nil
}

// SetPrivate writes a key; a nil v removes it.
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

// MarkCreating notes in a plan that the object is to be created. When the
// plan replaces a tainted object, the mark is all that its Delete is given.
func MarkCreating(ctx context.Context, private Private) diag.Diagnostics {
	return SetPrivate(ctx, private, creatingKey, true)
}

// MarkCreated replaces the mark of MarkCreating; call it in Create whether it
// succeeds or not.
func MarkCreated(ctx context.Context, private Private) diag.Diagnostics {
	diags := SetPrivate(ctx, private, createdKey, true)
	diags.Append(SetPrivate(ctx, private, creatingKey, nil)...)
	return diags
}

// ReplacingTainted tells a Delete that it is one half of the replacement of a
// tainted object: nothing should be taken back in between.
func ReplacingTainted(ctx context.Context, private PrivateReader) bool {
	var yes bool
	return GetPrivate(ctx, private, creatingKey, &yes) && !GetPrivate(ctx, private, createdKey, &yes)
}

// MarkImported tells the Read that follows to fill in what the API shows. An
// imported object counts as created.
func MarkImported(ctx context.Context, private Private) diag.Diagnostics {
	diags := SetPrivate(ctx, private, createdKey, true)
	diags.Append(SetPrivate(ctx, private, importedKey, true)...)
	return diags
}

// TakeImported tells whether MarkImported came before, and forgets it.
func TakeImported(ctx context.Context, private Private) (bool, diag.Diagnostics) {
	var yes bool
	if !GetPrivate(ctx, private, importedKey, &yes) {
		return false, nil
	}
	return true, SetPrivate(ctx, private, importedKey, nil)
}
