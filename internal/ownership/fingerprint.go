package ownership

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
)

// Fingerprints makes short texts that stand for values in private state. The
// key is the provider's secret key with a salt, so that whoever holds a state
// cannot try passwords against them. The zero value has no key.
type Fingerprints struct {
	key []byte
}

// NewFingerprints gives fingerprints for one resource. Use one salt, from
// NewSalt, for the life of the resource. An empty secret key, as in a plan
// before the provider's configuration is known, gives the zero value.
func NewFingerprints(secretKey, salt string) Fingerprints {
	if secretKey == "" {
		return Fingerprints{}
	}
	mac := hmac.New(sha256.New, []byte(secretKey))
	mac.Write([]byte(salt))
	return Fingerprints{key: mac.Sum(nil)}
}

// Known tells whether there is a key: fingerprints made without one cannot be
// compared with those that were made with one.
func (f Fingerprints) Known() bool { return f.key != nil }

// Of gives the fingerprint of a text: 32 hexadecimal digits.
func (f Fingerprints) Of(text string) string {
	mac := hmac.New(sha256.New, f.key)
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// NewSalt gives a random salt.
func NewSalt() string { return rand.Text() }
