package account

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// usualLimit is how long an operation may take that waits for no upload,
// unless the configuration says otherwise.
const usualLimit = 10 * time.Minute

// usualTimeouts describes timeouts that are all usualLimit; what each bounds is
// told in words after "Time for".
func usualTimeouts(ctx context.Context, create, update, destroy string) schema.Attribute {
	text := func(what string) string { return "Time for " + what + ". Default `10m`." }
	return timeouts.Attributes(ctx, timeouts.Opts{
		Create: true, Read: true, Update: true, Delete: true,
		CreateDescription: text(create),
		ReadDescription:   text("a refresh"),
		UpdateDescription: text(update),
		DeleteDescription: text(destroy),
	})
}
