package armcloud

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// ErrRTCKey is the error of DecryptRTC for another pad code than that of the text, and
// for a text that was altered. The two cannot be told apart.
var ErrRTCKey = errors.New("it was encrypted for another pad code, or is damaged")

// DecryptRTC decrypts an address of an RTC server: base64(IV):base64(ciphertext and
// tag), with AES-GCM. The key is the SHA-256 of the pad code. Errors other than
// ErrRTCKey mean that the ciphertext has another format; they never quote it. API
// document: Bulk Request for RTC Connection Token.
func DecryptRTC(ciphertext, padCode string) (string, error) {
	first, second, found := strings.Cut(ciphertext, ":")
	if !found {
		return "", errors.New("it has no colon between the initialization vector and the encrypted text")
	}
	iv, err := base64.StdEncoding.DecodeString(first)
	if err != nil {
		return "", errors.New("the initialization vector before the colon is not base64")
	}
	sealed, err := base64.StdEncoding.DecodeString(second)
	if err != nil {
		return "", errors.New("the encrypted text after the colon is not base64")
	}
	key := sha256.Sum256([]byte(padCode))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return "", err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return "", err
	}
	if len(iv) != gcm.NonceSize() {
		return "", fmt.Errorf("the initialization vector has %d bytes instead of %d", len(iv), gcm.NonceSize())
	}
	if len(sealed) < gcm.Overhead() {
		return "", fmt.Errorf("the encrypted text has %d bytes, fewer than its tag of %d", len(sealed), gcm.Overhead())
	}
	plain, err := gcm.Open(nil, iv, sealed, nil)
	if err != nil {
		return "", ErrRTCKey
	}
	if !utf8.Valid(plain) {
		return "", errors.New("the decrypted value is not text")
	}
	return string(plain), nil
}
