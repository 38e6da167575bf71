package armcloud

import "testing"

// An envelope that is decoded without error has a code or data.
func FuzzDecodeEnvelope(f *testing.F) {
	for _, seed := range []string{`{"code":200}`, `{"code":"200","data":[]}`, `[]`, `<html>`, `{"code"`, ``, "\xef\xbb\xbf{}", `{"code":{}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		env, err := decodeEnvelope(body)
		if err == nil && env.Code == "" && env.Data == nil {
			t.Fatalf("%q: got an empty envelope, want an error", body)
		}
	})
}
