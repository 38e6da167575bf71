package account

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Timeouts that apply unless the configuration sets others.
const (
	uploadTimeout  = 60 * time.Minute
	defaultTimeout = 10 * time.Minute
)

// defaultTimeouts is the timeouts attribute of a resource whose operations all
// take defaultTimeout. The texts complete "Time for".
func defaultTimeouts(ctx context.Context, create, update, destroy string) schema.Attribute {
	text := func(what string) string { return "Time for " + what + ". Default `10m`." }
	return tfkit.TimeoutsAttribute(ctx, timeouts.Opts{
		Create: true, Read: true, Update: true, Delete: true,
		CreateDescription: text(create),
		ReadDescription:   text("a refresh"),
		UpdateDescription: text(update),
		DeleteDescription: text(destroy),
	})
}

// uploadTimeouts is the timeouts attribute of uploaded resources.
func uploadTimeouts(ctx context.Context, noun string) schema.Attribute {
	return tfkit.TimeoutsAttribute(ctx, timeouts.Opts{
		Create: true, Read: true, Update: true, Delete: true,
		CreateDescription: "Time for uploading the " + noun + ". Default `60m`.",
		ReadDescription:   "Time for a refresh. Default `10m`.",
		UpdateDescription: "Time for an update, which sends no request. Default `10m`.",
		DeleteDescription: "Time for destroying the resource. Default `10m`.",
	})
}
