package simulator

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
)

// ivLength is the length of the initialization vector in bytes.
const ivLength = 12

// encryptForPad encrypts a text with AES-GCM and the SHA-256 of the pad code as the
// key. It returns IV and ciphertext, each in base64, with a colon in between (API
// document: Bulk Request for RTC Connection Token).
func encryptForPad(padCode, iv, text string) string {
	key := sha256.Sum256([]byte(padCode))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // the key has 32 bytes
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // AES has blocks of 16 bytes
	}
	sealed := gcm.Seal(nil, []byte(iv), []byte(text), nil)
	return base64.StdEncoding.EncodeToString([]byte(iv)) + ":" + base64.StdEncoding.EncodeToString(sealed)
}
