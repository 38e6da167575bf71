package setting

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// Bandwidth is the limit of an instance's network speed in Mbit/s. 0 is
// unlimited, -1 cuts off network access. API document: Set instance bandwidth.
type Bandwidth struct {
	UploadMbps   float64 `json:"upload_mbps"`
	DownloadMbps float64 `json:"download_mbps"`
}

type bandwidthRequest struct {
	Up   float64 `json:"upBandwidth"`
	Down float64 `json:"downBandwidth"`
}

// speedLimit accepts -1, 0 and positive numbers.
type speedLimit struct{}

func (speedLimit) Description(context.Context) string {
	return "must be a positive number of Mbit/s, 0 (unlimited) or -1 (no network access)"
}

func (s speedLimit) MarkdownDescription(ctx context.Context) string { return s.Description(ctx) }

func (s speedLimit) ValidateFloat64(ctx context.Context, req validator.Float64Request, resp *validator.Float64Response) {
	if v := req.ConfigValue.ValueFloat64(); v < 0 && v != -1 {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid bandwidth", fmt.Sprintf("%s %s, not %g.", req.Path, s.Description(ctx), v))
	}
}

type bandwidthSetting struct{ definition[Bandwidth] }

var _ converge.Undoer = bandwidth

var bandwidth = &bandwidthSetting{definition[Bandwidth]{
	name:     "bandwidth",
	resource: "bandwidth",
	title:    "the bandwidth",
	description: description{
		"Limits the network bandwidth of a cloud phone.",
		notDetected,
	},
	undone: "the limits are removed",
	fields: []field[Bandwidth]{
		requiredFloat64("upload_mbps", "Upload limit in Mbit/s. `0` means no limit, `-1` cuts off network access.",
			func(b *Bandwidth) *float64 { return &b.UploadMbps }, speedLimit{}),
		requiredFloat64("download_mbps", "Download limit in Mbit/s. `0` means no limit, `-1` cuts off network access.",
			func(b *Bandwidth) *float64 { return &b.DownloadMbps }, speedLimit{}),
	},
	requests: sends(armcloud.SetBandwidth, func(b Bandwidth) any { return bandwidthRequest{Up: b.UploadMbps, Down: b.DownloadMbps} }),
}}

// Undo removes the limits.
func (s *bandwidthSetting) Undo(converge.Value) []converge.Request { return s.Set(Bandwidth{}) }
