package token

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// rtcTokens is the ephemeral resource armcloud_rtc_tokens.
type rtcTokens struct {
	tfkit.EphemeralResource
}

var _ ephemeral.EphemeralResourceWithConfigure = (*rtcTokens)(nil)

// NewRTCTokens returns the ephemeral resource armcloud_rtc_tokens.
func NewRTCTokens() ephemeral.EphemeralResource {
	return &rtcTokens{tfkit.EphemeralResource{Name: "rtc_tokens"}}
}

type rtcTokensModel struct {
	UserID        types.String             `tfsdk:"user_id"`
	ExpireSeconds types.Int64              `tfsdk:"expire_seconds"`
	Pads          []padModel               `tfsdk:"pads"`
	Tokens        map[string]rtcTokenModel `tfsdk:"tokens"`
}

// rtcTokenModel is the token of one instance.
type rtcTokenModel struct {
	RoomToken    types.String `tfsdk:"room_token"`
	RoomCode     types.String `tfsdk:"room_code"`
	AppID        types.String `tfsdk:"app_id"`
	SignalServer types.String `tfsdk:"signal_server"`
	STUNs        types.String `tfsdk:"stuns"`
	TURNs        types.String `tfsdk:"turns"`
	Message      types.String `tfsdk:"message"`
}

func (r *rtcTokens) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	secret := func(description string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true, Sensitive: true}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Issues RTC tokens with which a user connects to the video streams of instances (cloud phones), one for each instance.\n\n" +
			"**A new token ends the session that the user has with the instance.** Terraform requests new tokens in each plan and again in each apply, so use a `user_id` that nobody else uses. " +
			"With `read_only` in the provider block, the provider refuses the request for that reason.\n\n" +
			"The API cannot revoke RTC tokens: they stay valid after the run, until they expire. After a lost response, the request is not repeated.",
		Attributes: map[string]schema.Attribute{
			"user_id":        userIDAttribute(),
			"expire_seconds": expireSecondsAttribute("a day"),
			pads:             padsAttribute(),
			"tokens": schema.MapNestedAttribute{
				MarkdownDescription: "The tokens by pad code.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"room_token":    secret("The token. Null if the service cannot connect to the instance."),
					"room_code":     text("Number of the room."),
					"app_id":        text("ID of the RTC application."),
					"signal_server": text("Address of the signaling server, decrypted."),
					"stuns":         text("STUN servers, decrypted: a JSON list."),
					"turns":         secret("TURN servers with their credentials, decrypted: a JSON list."),
					"message":       text("Why there is no token, or why an address could not be decrypted. Null if there is nothing to report."),
				}},
			},
		},
	}
}

// Open issues the tokens with one request.
func (r *rtcTokens) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var m rtcTokensModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() || !r.Data.Ready(&resp.Diagnostics) {
		return
	}
	tokens, err := r.Data.Client.RTCTokens(ctx, armcloud.RTCRequest{
		UserID: m.UserID.ValueString(), ExpireSeconds: m.ExpireSeconds.ValueInt64(), Pads: request(m.Pads),
	})
	if err != nil {
		addPadsError(ctx, r.Data.Engine, &resp.Diagnostics, m.Pads, "Unable to get the RTC tokens", err)
		return
	}
	m.Tokens = make(map[string]rtcTokenModel, len(tokens))
	for _, token := range tokens {
		m.Tokens[token.PadCode] = rtcTokenOf(token)
	}
	if missing := m.missing(); len(missing) > 0 {
		resp.Diagnostics.AddAttributeError(path.Root(pads), "RTC token missing in the response", fmt.Sprintf(
			"ARMCloud accepted the request, but its response does not mention %s. Run terraform plan or apply again. "+
				"If it happens again, leave the instance out.", tfkit.Abbreviate(missing)))
		return
	}
	resp.Diagnostics.Append(resp.Result.Set(ctx, &m)...)
}

// missing returns the requested instances that the response left out.
func (m rtcTokensModel) missing() []string {
	var codes []string
	for _, pad := range m.Pads {
		if _, ok := m.Tokens[pad.PadCode.ValueString()]; !ok {
			codes = append(codes, pad.PadCode.ValueString())
		}
	}
	return codes
}

func rtcTokenOf(token armcloud.RTCToken) rtcTokenModel {
	return rtcTokenModel{
		RoomToken: tfkit.TextOrNull(token.Token), RoomCode: tfkit.TextOrNull(token.RoomCode), AppID: tfkit.TextOrNull(token.AppID),
		SignalServer: tfkit.TextOrNull(token.SignalServer.Text), STUNs: tfkit.TextOrNull(token.STUN.Text), TURNs: tfkit.TextOrNull(token.TURN.Text),
		Message: tfkit.TextOrNull(messageOf(token)),
	}
}

// messageOf returns what the API says about an instance, and why addresses could not be
// decrypted.
func messageOf(token armcloud.RTCToken) string {
	var parts []string
	if token.Message != "" {
		parts = append(parts, token.Message)
	} else if token.Token == "" {
		parts = append(parts, "the API returned neither a token nor a reason")
	}
	for _, address := range []struct {
		name string
		armcloud.RTCAddress
	}{{"signal_server", token.SignalServer}, {"stuns", token.STUN}, {"turns", token.TURN}} {
		if address.Err != nil {
			parts = append(parts, fmt.Sprintf("%s cannot be decrypted: %v", address.name, address.Err))
		}
	}
	return strings.Join(parts, "; ")
}
