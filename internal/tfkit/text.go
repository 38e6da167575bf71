package tfkit

import "github.com/hashicorp/terraform-plugin-framework/types"

// TextOrNull gives the first text that is not empty, null without one: what
// the API does not show is null.
func TextOrNull(texts ...string) types.String {
	for _, text := range texts {
		if text != "" {
			return types.StringValue(text)
		}
	}
	return types.StringNull()
}
