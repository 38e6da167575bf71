package account

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// timeOrNull formats Unix milliseconds as RFC 3339; 0 is null.
func timeOrNull(ms int64) types.String {
	if ms == 0 {
		return types.StringNull()
	}
	return types.StringValue(time.UnixMilli(ms).UTC().Format(time.RFC3339))
}

// fillString sets an attribute without a value to what the API returned, null
// if it returned nothing.
func fillString(at *types.String, value string) {
	if at.IsUnknown() || at.IsNull() {
		*at = tfkit.TextOrNull(value)
	}
}

// fillInt64 is fillString for numbers.
func fillInt64(at *types.Int64, value *int64) {
	if at.IsUnknown() || at.IsNull() {
		*at = types.Int64PointerValue(value)
	}
}

// int64OrNil returns the value of an attribute, nil if it is null or unknown.
func int64OrNil(value types.Int64) *int64 {
	if value.IsUnknown() {
		return nil
	}
	return value.ValueInt64Pointer()
}
