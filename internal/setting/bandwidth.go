package setting

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Bandwidth limits a phone's network speed, in Mbit/s: 0 is unlimited, -1
// cuts the phone off. API document: Set instance bandwidth.
type Bandwidth struct {
	UploadMbps   float64 `json:"upload_mbps"`
	DownloadMbps float64 `json:"download_mbps"`
}

type bandwidthRequest struct {
	Up   float64 `json:"upBandwidth"`
	Down float64 `json:"downBandwidth"`
}

// speed accepts -1, 0 and what is above.
type speed struct{}

func (speed) Description(context.Context) string {
	return "must be a number of Mbit/s above 0, 0 (unlimited) or -1 (cut off)"
}

func (s speed) MarkdownDescription(ctx context.Context) string { return s.Description(ctx) }

func (s speed) ValidateFloat64(ctx context.Context, req validator.Float64Request, resp *validator.Float64Response) {
	if v := req.ConfigValue.ValueFloat64(); v < 0 && v != -1 {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a bandwidth", fmt.Sprintf("%s %s, not %g.", req.Path, s.Description(ctx), v))
	}
}

var bandwidth = &definition[Bandwidth]{
	name:     "bandwidth",
	resource: "bandwidth",
	title:    "the bandwidth",
	description: "The network speed of a cloud phone. The API does not show it, so a change behind Terraform's back is not seen; " +
		"`triggers` sends it again. Released, the phone is unlimited.",
	fields: []field[Bandwidth]{
		requiredNumber("upload_mbps", "Upload limit in Mbit/s; `0` is unlimited, `-1` cuts the phone off.",
			func(b *Bandwidth) *float64 { return &b.UploadMbps }, speed{}),
		requiredNumber("download_mbps", "Download limit in Mbit/s; `0` is unlimited, `-1` cuts the phone off.",
			func(b *Bandwidth) *float64 { return &b.DownloadMbps }, speed{}),
	},
	operation: armcloud.SetBandwidth,
	request:   func(b Bandwidth) any { return bandwidthRequest{Up: b.UploadMbps, Down: b.DownloadMbps} },
	undo:      func() Bandwidth { return Bandwidth{} },
}
