package ownership

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// onePrivate is private state with one key.
type onePrivate struct {
	key  string
	text []byte
}

func (p onePrivate) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) {
	if key != p.key {
		return nil, nil
	}
	return p.text, nil
}

// Any handover in private state can be used.
func FuzzHandover(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, `[]`, `{"claims":[{"codes":["AC1"],"settings":["proxy"]},{}],"tasks":{"AC1":[1]}}`,
		`{"objects":[{"state":"s","of":{"armcloud_instance/AC1":0}},{"state":"s","of":{"armcloud_instance/AC1":7}}],"values":[{"holding":{"others":[null]}}]}`,
		`{"objects":[{"of":{"armcloud_instance/AC1":-1}}],"values":[null,7]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		provider := &tfkit.Data{Ledger: &ledger.Ledger{}}
		h, replaced := TakeHandover(t.Context(), provider, onePrivate{planned.Key, data})
		if !replaced && h.Claims != nil {
			t.Fatalf("%q: got claims %v of a handover that cannot be read, want none", data, h.Claims)
		}
		known, _ := h.Known("armcloud_instance/AC1", "s")
		known.Holding.Unfinished()
		known.Holding.Running()
		h.Claim(provider, "armcloud_instance/O")
		h.Leaving([]string{"AC1", "AC2"})
		h.Has("AC1", "proxy")
	})
}

// A sealed text is read back only with its own secret key, and no other text is.
func FuzzSeal(f *testing.F) {
	f.Add("secret-key", "text", "")
	f.Add("", "", "AAAA")
	f.Add("secret-key", `{"password":"p"}`, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	f.Fuzz(func(t *testing.T, secretKey, text, forged string) {
		sealed := Seal(secretKey, text)
		if got, ok := Unseal(secretKey, sealed); !ok || got != text {
			t.Fatalf("got %q, %t, want %q", got, ok, text)
		}
		if got, ok := Unseal(secretKey+"2", sealed); ok {
			t.Fatalf("got %q with another key, want none", got)
		}
		if got, ok := Unseal(secretKey, forged); ok && Seal(secretKey, got) != forged {
			t.Fatalf("got %q of a forged text, want none", got)
		}
	})
}
