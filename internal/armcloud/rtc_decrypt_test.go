package armcloud

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
)

// documentedAddresses are the encrypted addresses in the example of batchApplyToken,
// with the blanks and quotes removed that a translation has added. They are of the
// instance AC22030010181.
var documentedAddresses = map[string]string{
	"LnBbVX44uyoN1kXp:P8H01PaGZDHEFDsnU6nRCbOFzvL2smbG9HxKh+XP5WHC":                                                                         "47.92.204.33:5000",
	"pL25iYgaRNmdCYR/:SUJBz4S6HE88GzVN8rANlfL9925iaHW+ilJAaWldPpoBKqwoEq0Ggon0HhDc4a6v0pg=":                                                 `[{"uri":"stun:42.192.40.58:3478"}]`,
	"do2k7Z6OiVP1br29:rR4d6Vyk9efIFX6qPPMyKs7OhmxFA7xBr65P8NA/Rxb31Js6VOaO3Zrtd3h9uM/mNYUy5mJOQ4j8TJ8DjfBFaEHVNOAcF5tzgbg8iksGhNONfv8hHw==": `[{"pwd":"xskj#123","uri":"turn:42.192.40.58:3478","username":"xskj"}]`,
}

const documentedPad = "AC22030010181"

func TestDocumentedAddressesAreDecrypted(t *testing.T) {
	for ciphertext, want := range documentedAddresses {
		if got, err := DecryptRTC(ciphertext, documentedPad); err != nil || got != want {
			t.Errorf("%s: got %q and error %v, want %q", ciphertext, got, err, want)
		}
		if got, err := DecryptRTC(ciphertext, "AC22010010842"); got != "" || !errors.Is(err, ErrRTCKey) {
			t.Errorf("%s for another pad code: got %q and error %v, want ErrRTCKey", ciphertext, got, err)
		}
	}
}

// Each mistake in a ciphertext has an error of its own, which doesn't quote it.
func TestInvalidCiphertexts(t *testing.T) {
	const iv, sealed = "LnBbVX44uyoN1kXp", "P8H01PaGZDHEFDsnU6nRCbOFzvL2smbG9HxKh+XP5WHC"
	encode := func(n int) string { return base64.StdEncoding.EncodeToString(make([]byte, n)) }
	for ciphertext, want := range map[string]string{
		"":                           "no colon",
		iv + sealed:                  "no colon",
		"LnBb%X44uyoN1kXp:" + sealed: "vector before the colon is not base64",
		iv + ":" + sealed[:43]:       "text after the colon is not base64",
		iv + ":" + sealed + ":x":     "text after the colon is not base64",
		encode(16) + ":" + sealed:    "has 16 bytes instead of 12",
		":" + sealed:                 "has 0 bytes instead of 12",
		iv + ":":                     "has 0 bytes, fewer than its tag of 16",
		iv + ":" + encode(15):        "has 15 bytes, fewer than its tag of 16",
		iv + ":" + encode(16):        ErrRTCKey.Error(),
		iv + ":Q" + sealed[1:]:       ErrRTCKey.Error(),
	} {
		got, err := DecryptRTC(ciphertext, documentedPad)
		if err == nil || got != "" || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %q and error %v, want %q", ciphertext, got, err, want)
		} else if strings.Contains(err.Error(), "LnBb") || strings.Contains(err.Error(), sealed[1:40]) {
			t.Errorf("%q: got the ciphertext in error %v, want it left out", ciphertext, err)
		}
	}
}

func FuzzDecryptRTC(f *testing.F) {
	for ciphertext := range documentedAddresses {
		f.Add(ciphertext, documentedPad)
	}
	f.Add("", "")
	f.Add("::", "AC1")
	f.Add("AAAAAAAAAAAAAAAA:AAAA", "AC1")
	f.Fuzz(func(t *testing.T, ciphertext, padCode string) {
		if text, err := DecryptRTC(ciphertext, padCode); err != nil && (text != "" || err.Error() == "") {
			t.Fatalf("%q: got %q and error %q", ciphertext, text, err)
		}
	})
}
