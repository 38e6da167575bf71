package simulator

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// maxSkew is the clock skew that is tolerated. The limit of the real service is
// not documented, but it is known to be lenient.
const maxSkew = 15 * time.Minute

const (
	v1Algorithm     = "HMAC-SHA256"
	v1Service       = "armcloud-paas"
	v1SignedHeaders = "content-type;host;x-content-sha256;x-date"
	v1DateFormat    = "20060102T150405Z"
)

// authenticate verifies the signature of a request, of either version.
func (s *Simulator) authenticate(r *http.Request, body []byte, at time.Time) *refusal {
	usesV2 := r.Header.Get("x-sign") != "" || r.Header.Get("authver") != ""
	switch {
	case usesV2 && s.options.Signatures == SignatureV1:
		return refuse(codeNoAuthorization, "Authorization is missing")
	case !usesV2 && s.options.Signatures == SignatureV2:
		return refuse(codeSignatureV2, msgSignatureMismatch)
	case usesV2:
		return s.authenticateV2(r, body, at)
	}
	return s.authenticateV1(r, body, at)
}

// authenticateV1 verifies the Authorization header (API document: Signature).
func (s *Simulator) authenticateV1(r *http.Request, body []byte, at time.Time) *refusal {
	header, date, host := r.Header.Get("Authorization"), r.Header.Get("x-date"), r.Header.Get("x-host")
	if header == "" || date == "" || host == "" {
		return refuse(codeNoAuthorization, "Authorization, x-date or x-host is missing")
	}
	key, scope, signature, ok := parseAuthorization(header)
	if !ok {
		return refuse(codeNoAuthorization, "Authorization has an unknown form")
	}
	if key != s.options.AccessKey {
		return refuse(codeKeyV1, "invalid key")
	}
	stamp, err := time.Parse(v1DateFormat, date)
	if err != nil || at.Sub(stamp).Abs() > maxSkew || scope != date[:8]+"/"+v1Service+"/request" {
		return refuse(codeSignatureV1, "%s: x-date or scope", msgSignatureMismatch)
	}
	if s.options.SigningHost != "" && host != s.options.SigningHost {
		return refuse(codeSignatureV1, "%s: x-host", msgSignatureMismatch)
	}
	text := signedContent(r, body, s.options.QueryForm)
	want := signV1(s.options.SecretKey, date, host, r.Header.Get("Content-Type"), text)
	if !hmac.Equal([]byte(want), []byte(signature)) {
		return refuse(codeSignatureV1, msgSignatureMismatch)
	}
	return nil
}

// parseAuthorization splits a header of the form
// "HMAC-SHA256 Credential=KEY/SCOPE, SignedHeaders=…, Signature=…".
func parseAuthorization(header string) (key, scope, signature string, ok bool) {
	rest, found := strings.CutPrefix(header, v1Algorithm+" ")
	if !found {
		return "", "", "", false
	}
	parts := map[string]string{}
	for _, part := range strings.Split(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	key, scope, found = strings.Cut(parts["Credential"], "/")
	if !found || parts["SignedHeaders"] != v1SignedHeaders || parts["Signature"] == "" {
		return "", "", "", false
	}
	return key, scope, parts["Signature"], true
}

// signedContent returns the text that the body hash of version 1 covers. The
// service hashes the body after parsing and serializing it, so only bodies in
// compact form verify.
func signedContent(r *http.Request, body []byte, queryForm string) string {
	if r.Method != http.MethodGet {
		if text, err := reserialize(body); err == nil {
			return text
		}
		return string(body)
	}
	if r.URL.RawQuery == "" || queryForm == QueryRaw {
		return r.URL.RawQuery
	}
	var text strings.Builder
	for i, pair := range strings.Split(r.URL.RawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if i > 0 {
			text.WriteByte(',')
		}
		writeText(&text, unescape(name))
		text.WriteByte(':')
		writeText(&text, unescape(value))
	}
	return "{" + text.String() + "}"
}

func unescape(text string) string {
	plain, err := url.QueryUnescape(text)
	if err != nil {
		return text
	}
	return plain
}

// signV1 returns the version 1 signature in lower-case hex.
func signV1(secret, date, host, contentType, hashed string) string {
	canonical := strings.Join([]string{
		"host:" + host,
		"x-date:" + date,
		"content-type:" + contentType,
		"signedHeaders:" + v1SignedHeaders,
		"x-content-sha256:" + sha256Hex(hashed),
	}, "\n")
	day := date[:min(8, len(date))]
	toSign := strings.Join([]string{v1Algorithm, date, day + "/" + v1Service + "/request", sha256Hex(canonical)}, "\n")
	key := hmacSHA256([]byte(secret), day)
	key = hmacSHA256(key, v1Service)
	key = hmacSHA256(key, "request")
	return hex.EncodeToString(hmacSHA256(key, toSign))
}

// authenticateV2 verifies x-ak, x-timestamp and x-sign, which newer official
// pages describe.
func (s *Simulator) authenticateV2(r *http.Request, body []byte, at time.Time) *refusal {
	key, stamp, signature := r.Header.Get("x-ak"), r.Header.Get("x-timestamp"), r.Header.Get("x-sign")
	if key == "" || stamp == "" || signature == "" || r.Header.Get("authver") != "2.0" {
		return refuse(codeNoAuthorization, "authver, x-ak, x-timestamp or x-sign is missing")
	}
	if key != s.options.AccessKey {
		return refuse(codeKeyV2, "invalid key")
	}
	millis, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || at.Sub(time.UnixMilli(millis)).Abs() > maxSkew {
		return refuse(codeSignatureV2, "%s: x-timestamp", msgSignatureMismatch)
	}
	tail := string(body)
	if r.Method == http.MethodGet {
		tail = r.URL.RawQuery
	}
	want := signV2(s.options.SecretKey, stamp, r.URL.Path, tail)
	if !hmac.Equal([]byte(want), []byte(signature)) {
		return refuse(codeSignatureV2, msgSignatureMismatch)
	}
	return nil
}

// signV2 returns the version 2 signature in lower-case hex; tail is the body of
// a POST or the raw query of a GET.
func signV2(secret, timestamp, path, tail string) string {
	return hex.EncodeToString(hmacSHA256([]byte(secret), timestamp+path+tail))
}

func hmacSHA256(key []byte, text string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(text))
	return m.Sum(nil)
}

func sha256Hex(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
