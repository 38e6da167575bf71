package token_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const stun = "pL25iYgaRNmdCYR/:SUJBz4S6HE88GzVN8rANlfL9925iaHW+ilJAaWldPpoBKqwoEq0Ggon0HhDc4a6v0pg="

// The function decrypts the example of the API document. Its errors are at the
// position of the argument, and do not quote the ciphertext.
func TestRTCDecrypt(t *testing.T) {
	t.Parallel()
	s := newSession(t, simulator.Options{}, nil)
	call := func(ciphertext, padCode string) *tfprotov6.CallFunctionResponse {
		t.Helper()
		resp, err := s.server.CallFunction(t.Context(), &tfprotov6.CallFunctionRequest{
			Name: "rtc_decrypt", Arguments: []*tfprotov6.DynamicValue{s.encode(ciphertext), s.encode(padCode)},
		})
		if err != nil {
			t.Fatal(err)
		}
		return resp
	}
	good := call(stun, "AC22030010181")
	if good.Error != nil {
		t.Fatal(good.Error.Text)
	}
	value, err := good.Result.Unmarshal(tftypes.String)
	if err != nil {
		t.Fatal(err)
	}
	acctest.Equal(t, "result", plain(t, value), any(`[{"uri":"stun:42.192.40.58:3478"}]`))
	for _, c := range []struct {
		ciphertext, padCode string
		position            int64
		text                string
	}{
		{stun, acctest.InstanceA, 1, "another pad code"},
		{stun, "AC 1", 1, "must be a pad code"},
		{stun, "", 1, "must be a pad code"},
		{"", acctest.InstanceA, 0, "no colon"},
		{stun[:16], acctest.InstanceA, 0, "no colon"},
		{"%" + stun, acctest.InstanceA, 0, "not base64"},
		{stun + "%", acctest.InstanceA, 0, "not base64"},
		{"AAAA" + stun, acctest.InstanceA, 0, "has 15 bytes instead of 12"},
		{stun[:17] + "AAAA", acctest.InstanceA, 0, "fewer than its tag"},
	} {
		failed := call(c.ciphertext, c.padCode).Error
		if failed == nil || failed.FunctionArgument == nil {
			t.Errorf("%q, %q: got %v, want an error at an argument", c.ciphertext, c.padCode, failed)
			continue
		}
		acctest.Equal(t, "position for "+c.ciphertext, *failed.FunctionArgument, c.position)
		acctest.Contains(t, failed.Text, c.text)
		acctest.NotContains(t, failed.Text, "pL25", "SUJB")
	}
}
