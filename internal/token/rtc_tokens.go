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
		MarkdownDescription: "Issues RTC tokens, with which a user connects to the video streams of instances (cloud phones).\n\n" +
			"**A new token ends the current session of the user with the instance.** Terraform requests new tokens in every plan and again in every apply, so use a `user_id` that nobody else uses. " +
			"For the same reason, the provider refuses the request if `read_only` is set in the provider block.\n\n" +
			"The API cannot revoke RTC tokens, so they stay valid after the run until they expire. If the response is lost, the request is not repeated.",
		Attributes: map[string]schema.Attribute{
			"user_id":        userIDAttribute(),
			"expire_seconds": expireSecondsAttribute("a day"),
			pads:             padsAttribute(),
			"tokens": schema.MapNestedAttribute{
				MarkdownDescription: "Tokens, by pad code.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"room_token":    secret("Token for the instance. Null if ARMCloud cannot connect to the instance."),
					"room_code":     text("Name of the RTC room."),
					"app_id":        text("ID of the RTC application."),
					"signal_server": text("Decrypted address of the signaling server."),
					"stuns":         text("Decrypted STUN servers, as a JSON list."),
					"turns":         secret("Decrypted TURN servers with their credentials, as a JSON list."),
					"message":       text("Reason why there is no token, or why an address could not be decrypted. Null if there is no problem."),
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
