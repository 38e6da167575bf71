package ownership

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
)

// Fingerprints computes short keyed hashes of values for private state. The key
// is derived from the provider's secret key and a salt, so that a leaked state
// cannot be used to guess passwords. The zero value has no key.
type Fingerprints struct {
	key  []byte
	pair string
}

// NewFingerprints returns the fingerprints of one resource. A resource keeps one
// salt, from NewSalt, for its whole life. If the secret key is empty, as in a
// plan with an unknown provider configuration, the result is the zero value.
func NewFingerprints(accessKey, secretKey, salt string) Fingerprints {
	if secretKey == "" {
		return Fingerprints{}
	}
	mac := hmac.New(sha256.New, []byte(secretKey))
	mac.Write([]byte(salt))
	pair := sha256.Sum256([]byte(salt + "/" + accessKey))
	return Fingerprints{key: mac.Sum(nil), pair: hex.EncodeToString(pair[:8])}
}

// Known reports whether there is a key. Fingerprints made without a key cannot
// be compared with those made with one.
func (f Fingerprints) Known() bool { return f.key != nil }

// Pair identifies the provider's key pair in private state: a hash of its access
// key, 16 hexadecimal digits. Only fingerprints of one pair can be compared.
func (f Fingerprints) Pair() string { return f.pair }

// Of returns the fingerprint of text: 32 hexadecimal digits.
func (f Fingerprints) Of(text string) string {
	mac := hmac.New(sha256.New, f.key)
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// NewSalt returns a random salt.
func NewSalt() string { return rand.Text() }
