package token

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// rtcDecrypt is the function rtc_decrypt.
type rtcDecrypt struct{}

var _ function.Function = rtcDecrypt{}

// NewRTCDecrypt returns the function rtc_decrypt.
func NewRTCDecrypt() function.Function { return rtcDecrypt{} }

func (rtcDecrypt) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "rtc_decrypt"
}

func (rtcDecrypt) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Decrypts the address of an RTC server",
		MarkdownDescription: "Decrypts an address of an RTC server, as the API returns it with RTC tokens.\n\n" +
			"The key is derived from the pad code, so anyone who knows the pad code of an instance (a cloud phone) can decrypt the address. " +
			"`armcloud_rtc_tokens` returns decrypted addresses; the function is for addresses that come from elsewhere, such as your own backend. " +
			"The result is a secret if it contains TURN credentials. It is in the state if you use it in an output or a resource, unless the ciphertext is ephemeral.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "ciphertext",
				MarkdownDescription: "The encrypted address: initialization vector and encrypted text in base64, with a colon in between.",
			},
			function.StringParameter{
				Name:                "pad_code",
				MarkdownDescription: "Pad code of the instance that the address was encrypted for.",
				Validators:          []function.StringParameterValidator{tfkit.PadCodeSyntax},
			},
		},
		Return: function.StringReturn{},
	}
}

// Positions of the parameters in errors.
const (
	ciphertextPosition = 0
	padCodePosition    = 1
)

// Run decrypts the address. Terraform handles null and unknown arguments.
func (rtcDecrypt) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var ciphertext, padCode string
	if resp.Error = req.Arguments.Get(ctx, &ciphertext, &padCode); resp.Error != nil {
		return
	}
	text, err := armcloud.DecryptRTC(ciphertext, padCode)
	switch {
	case errors.Is(err, armcloud.ErrRTCKey):
		resp.Error = function.NewArgumentFuncError(padCodePosition, "The address cannot be decrypted with this pad code: "+err.Error())
	case err != nil:
		resp.Error = function.NewArgumentFuncError(ciphertextPosition, "The address cannot be decrypted: "+err.Error())
	default:
		resp.Error = resp.Result.Set(ctx, text)
	}
}
