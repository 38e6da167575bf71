package instance

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

const skippedKey = "skipped"

// skippedNote is what private state has of an instance that was skipped.
type skippedNote struct {
	// Attributes holds the attributes as the instance has them, sealed, because the state
	// has the planned ones. The next refresh writes them into the state.
	Attributes map[string]string `json:"attributes,omitempty"`
	// Missing holds the hashes of the values that were not sent, by setting, and "" for
	// settings that were not undone.
	Missing map[string]string `json:"missing,omitempty"`
}

// saveSkipped writes the note into private state, or removes it if it is nil.
func saveSkipped(ctx context.Context, private tfkit.Private, note *skippedNote) diag.Diagnostics {
	if note == nil {
		return tfkit.SetPrivate(ctx, private, skippedKey, nil)
	}
	return tfkit.SetPrivate(ctx, private, skippedKey, note)
}

// seal stores attributes in the note.
func (n *skippedNote) seal(ctx context.Context, secretKey string, attributes map[string]attr.Value) diag.Diagnostics {
	var diags diag.Diagnostics
	n.Attributes = make(map[string]string, len(attributes))
	for name, value := range attributes {
		raw, err := value.ToTerraformValue(ctx)
		if err == nil {
			var encoded tfprotov6.DynamicValue
			encoded, err = tfprotov6.NewDynamicValue(raw.Type(), raw)
			n.Attributes[name] = ownership.Seal(secretKey, string(encoded.MsgPack))
		}
		if err != nil {
			diags.AddError("Unable to write private state", fmt.Sprintf("This is a bug of the provider: %s: %s", name, err))
		}
	}
	return diags
}

// open returns an attribute of the note, or null if it was sealed with another key.
func (n *skippedNote) open(ctx context.Context, secretKey string, at setting.Shape) attr.Value {
	text, ok := ownership.Unseal(secretKey, n.Attributes[at.Name()])
	if !ok {
		return at.Null()
	}
	raw, err := tfprotov6.DynamicValue{MsgPack: []byte(text)}.Unmarshal(at.Type().TerraformType(ctx))
	if err != nil {
		return at.Null()
	}
	value, err := at.Type().ValueFromTerraform(ctx, raw)
	if err != nil {
		return at.Null()
	}
	return value
}

// isSettled reports whether nothing is missing any more.
func (n *skippedNote) isSettled(h converge.Holding) bool {
	for name, hash := range n.Missing {
		e, has := h.Settings[name]
		if hash == "" && has || hash != "" && !e.Has(hash) {
			return false
		}
	}
	return len(h.Unfinished()) == 0
}

// knownState returns a state with what the instance is known to have. After an apply that
// skipped the instance, the state has what was planned until the next refresh.
func (r *instanceResource) knownState(ctx context.Context, state tfsdk.State, private tfkit.PrivateReader) (tfsdk.State, diag.Diagnostics) {
	var note skippedNote
	if r.layout.own || state.Raw.IsNull() || !tfkit.GetPrivate(ctx, private, skippedKey, &note) || len(note.Attributes) == 0 {
		return state, nil
	}
	values := map[string]attr.Value{}
	for _, at := range r.layout.attributes {
		if _, noted := note.Attributes[at.Name()]; noted {
			values[at.Name()] = note.open(ctx, r.Data.SecretKey, at)
		}
	}
	raw, diags := withValues(ctx, state.Raw, values)
	return tfsdk.State{Raw: raw, Schema: state.Schema}, diags
}
