package ownership

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
)

// A value may contain a password. Private state has values only sealed: encrypted with a
// key that is derived from the provider's secret key.

// Seal encrypts a text. Equal texts have equal results, so that a refresh changes
// nothing.
func Seal(secretKey, text string) string {
	aead, key := sealer(secretKey)
	nonce := mac(key, text)[:aead.NonceSize()]
	return base64.StdEncoding.EncodeToString(aead.Seal(nonce, nonce, []byte(text), nil))
}

// Unseal is the inverse of Seal. It returns false if the secret key is another one.
func Unseal(secretKey, sealed string) (text string, ok bool) {
	aead, _ := sealer(secretKey)
	raw, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(raw) < aead.NonceSize() {
		return "", false
	}
	plain, err := aead.Open(nil, raw[:aead.NonceSize()], raw[aead.NonceSize():], nil)
	return string(plain), err == nil
}

func sealer(secretKey string) (cipher.AEAD, []byte) {
	key := mac([]byte(secretKey), "settings of other resources")
	block, err := aes.NewCipher(key)
	if err == nil {
		if aead, err := cipher.NewGCM(block); err == nil {
			return aead, key
		}
	}
	// The key has 32 bytes.
	panic("no cipher for a key of 32 bytes")
}

func mac(key []byte, text string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(text))
	return m.Sum(nil)
}
