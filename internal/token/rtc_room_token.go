package token

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// rtcRoomToken is the ephemeral resource armcloud_rtc_room_token.
type rtcRoomToken struct {
	tfkit.EphemeralResource
}

var _ ephemeral.EphemeralResourceWithConfigure = (*rtcRoomToken)(nil)

// NewRTCRoomToken returns the ephemeral resource armcloud_rtc_room_token.
func NewRTCRoomToken() ephemeral.EphemeralResource {
	return &rtcRoomToken{tfkit.EphemeralResource{Name: "rtc_room_token"}}
}

type rtcRoomTokenModel struct {
	UserID           types.String `tfsdk:"user_id"`
	Terminal         types.String `tfsdk:"terminal"`
	ExpireSeconds    types.Int64  `tfsdk:"expire_seconds"`
	PushPublicStream types.Bool   `tfsdk:"push_public_stream"`
	Pads             []padModel   `tfsdk:"pads"`
	RoomToken        types.String `tfsdk:"room_token"`
	RoomCode         types.String `tfsdk:"room_code"`
	AppID            types.String `tfsdk:"app_id"`
}

func (r *rtcRoomToken) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Issues an RTC token for a room that several instances (cloud phones) share.\n\n" +
			"The instances in a room receive the same messages. They join the room with each request, and Terraform requests a new token in every plan and again in every apply. " +
			"Therefore, the provider refuses the request if `read_only` is set in the provider block.\n\n" +
			"The API cannot revoke RTC tokens, so they stay valid after the run until they expire.",
		Attributes: map[string]schema.Attribute{
			"user_id": userIDAttribute(),
			"terminal": schema.StringAttribute{
				MarkdownDescription: "Type of the user's device, for example `pc`. ARMCloud forms the name of the room from it, `user_id` and an ID of the account.",
				Required:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"expire_seconds": expireSecondsAttribute("an hour"),
			"push_public_stream": schema.BoolAttribute{
				MarkdownDescription: "Whether the instances publish a public stream. Default `false`.",
				Optional:            true,
			},
			pads:         padsAttribute(),
			"room_token": schema.StringAttribute{MarkdownDescription: "Token for the room.", Computed: true, Sensitive: true},
			"room_code":  schema.StringAttribute{MarkdownDescription: "Name of the RTC room.", Computed: true},
			"app_id":     schema.StringAttribute{MarkdownDescription: "ID of the RTC application.", Computed: true},
		},
	}
}

// Open issues the token.
func (r *rtcRoomToken) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var m rtcRoomTokenModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() || !r.Data.Ready(&resp.Diagnostics) {
		return
	}
	room, err := r.Data.Client.RTCRoomToken(ctx, armcloud.RTCRequest{
		UserID: m.UserID.ValueString(), Terminal: m.Terminal.ValueString(), ExpireSeconds: m.ExpireSeconds.ValueInt64(),
		PushPublicStream: m.PushPublicStream.ValueBool(), Pads: request(m.Pads),
	})
	if err != nil {
		addPadsError(ctx, r.Data.Engine, &resp.Diagnostics, m.Pads, "Unable to get the RTC room token", err)
		return
	}
	m.RoomToken, m.RoomCode, m.AppID = types.StringValue(room.Token), tfkit.TextOrNull(room.RoomCode), tfkit.TextOrNull(room.AppID)
	resp.Diagnostics.Append(resp.Result.Set(ctx, &m)...)
}
