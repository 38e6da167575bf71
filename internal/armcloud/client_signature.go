package armcloud

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"time"
)

const (
	// contentType is part of the signature, so it must be sent exactly like this,
	// without a charset.
	contentType   = "application/json"
	algorithmV1   = "HMAC-SHA256"
	serviceV1     = "armcloud-paas"
	signedHeaders = "content-type;host;x-content-sha256;x-date"
	dateFormatV1  = "20060102T150405Z"
	versionV2     = "2.0"
)

// keys are the access key and the secret key of an account.
type keys struct{ access, secret string }

// signV1 returns the headers of signature version 1. hashed is the body of a
// POST or the query of a GET in one of its forms. API document: Authorization
// signature mechanism.
func signV1(k keys, host, contentType string, hashed []byte, at time.Time) http.Header {
	date := at.UTC().Format(dateFormatV1)
	day := date[:8]
	scope := day + "/" + serviceV1 + "/request"
	canonical := "host:" + host + "\n" +
		"x-date:" + date + "\n" +
		"content-type:" + contentType + "\n" +
		"signedHeaders:" + signedHeaders + "\n" +
		"x-content-sha256:" + hexSHA256(hashed)
	toSign := algorithmV1 + "\n" + date + "\n" + scope + "\n" + hexSHA256([]byte(canonical))

	key := hmacSHA256([]byte(k.secret), day)
	key = hmacSHA256(key, serviceV1)
	key = hmacSHA256(key, "request")
	signature := hex.EncodeToString(hmacSHA256(key, toSign))

	header := http.Header{}
	header.Set("x-date", date)
	header.Set("x-host", host)
	header.Set("content-type", contentType)
	header.Set("authorization", algorithmV1+" Credential="+k.access+"/"+scope+
		", SignedHeaders="+signedHeaders+", Signature="+signature)
	return header
}

// signV2 returns the headers of signature version 2. tail is the body of a POST
// or the query of a GET in one of its forms. Newer API documents: Signature V2.
func signV2(k keys, path string, tail []byte, at time.Time) http.Header {
	timestamp := strconv.FormatInt(at.UnixMilli(), 10)
	header := http.Header{}
	header.Set("authver", versionV2)
	header.Set("x-ak", k.access)
	header.Set("x-timestamp", timestamp)
	header.Set("x-sign", hex.EncodeToString(hmacSHA256([]byte(k.secret), timestamp+path+string(tail))))
	header.Set("content-type", contentType)
	return header
}

func hexSHA256(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func hmacSHA256(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
