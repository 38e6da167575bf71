package armcloud

import (
	"testing"
)

// An envelope that is decoded without error has a code. A response is a success only
// with code 200 or 0.
func FuzzDecodeEnvelope(f *testing.F) {
	addAll(f, `{"code":200}`, `{"code":"200","data":[]}`, `{"code"`, "\xef\xbb\xbf{}", `{"code":{}}`, `{"success":false,"msg":"x","data":null}`, `{"code":null,"data":[]}`, `{"code":0}`)
	client, service := newFuzzedClient(f)
	f.Fuzz(func(t *testing.T, body string) {
		env, err := decodeEnvelope([]byte(body))
		if err == nil && env.Code == "" {
			t.Fatalf("%q: got an envelope without a code, want an error", body)
		}
		service.body = body
		for _, op := range []*Operation{Restart, SetTimeZone, ListDetails} {
			_, callErr := client.Call(t.Context(), op, nil)
			checkFuzzedError(t, op, callErr, body)
			if callErr == nil && (err != nil || !env.succeeded()) {
				t.Fatalf("%s, %q: got a success", op, body)
			}
		}
	})
}
