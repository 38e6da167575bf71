package tfkit_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Only an operation that the API level lacks is reported, with the level that has
// it.
func TestUnavailable(t *testing.T) {
	t.Parallel()
	for op, words := range map[*armcloud.Operation]string{
		armcloud.GeneratePreview:   "armcloud_thing needs the API level of 2024, which",
		armcloud.ReadInstalledApps: "armcloud_thing needs the current API level, which",
		armcloud.Restart:           "armcloud_thing needs an API level that has it.",
	} {
		var diags diag.Diagnostics
		err := fmt.Errorf("outer: %w", &armcloud.Error{Class: armcloud.ClassUnavailable, Operation: op, Message: "HTTP status 404."})
		if !tfkit.Unavailable(&diags, "armcloud_thing", err) || len(diags) != 1 || !strings.Contains(diags[0].Detail(), words) ||
			!strings.Contains(diags[0].Detail(), op.Path) || diags[0].Summary() != "armcloud_thing is not available on this API level" {
			t.Errorf("%v: got %v, want one error with %q", op, diags, words)
		}
	}
	for _, err := range []error{nil, errors.New("odd"), &armcloud.Error{Class: armcloud.ClassRejected, Operation: armcloud.GeneratePreview}} {
		var diags diag.Diagnostics
		if tfkit.Unavailable(&diags, "armcloud_thing", err) || len(diags) != 0 {
			t.Errorf("%v: got %v, want no diagnostics", err, diags)
		}
	}
}
