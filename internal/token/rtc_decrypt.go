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
		MarkdownDescription: "Decrypts the address of an RTC server, as the API returns it with RTC tokens.\n\n" +
			"The key is derived from the pad code, so anyone who knows the pad code of the instance (cloud phone) can decrypt the address. " +
			"The ephemeral resource `armcloud_rtc_tokens` returns decrypted addresses. Use this function for addresses from elsewhere, such as your own backend.\n\n" +
			"The addresses of TURN servers contain credentials. Terraform stores the result in the state if you use it in an output or a resource, unless the ciphertext is ephemeral.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "ciphertext",
				MarkdownDescription: "Encrypted address: the initialization vector and the encrypted text, both in base64, separated by a colon.",
			},
			function.StringParameter{
				Name:                "pad_code",
				MarkdownDescription: "Pad code of the instance that the address was encrypted for, for example `AC32010000001`.",
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
