package tfkit

import "github.com/hashicorp/terraform-plugin-framework/types"

// TextOrNull returns the first text that is not empty, or null if all are: values
// that the API does not return are null.
func TextOrNull(texts ...string) types.String {
	for _, text := range texts {
		if text != "" {
			return types.StringValue(text)
		}
	}
	return types.StringNull()
}
