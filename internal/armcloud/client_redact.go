package armcloud

import (
	"net/url"
	"strings"
)

const (
	mask = "***"
	// minSecretLength is the length below which scrub ignores a secret, because it
	// would replace parts of unrelated text.
	minSecretLength = 4
)

// secretWords mark a field as secret if its name contains one of them. They are
// in lower case.
var secretWords = []string{
	"password", "passwd", "pwd", "secret", "token", "account", "credential", "authorization",
	"sign", "stuns", "turns", "cookie", "license", "private", "command", "script", "cmd",
}

// secretNames are the names of secret fields, in lower case. A callback URL is
// secret because callbacks are not signed: anyone who knows it can forge them.
var secretNames = map[string]bool{
	"ak": true, "sk": true, "key": true, "adb": true, "x-ak": true, "callbackurl": true,
}

// secretField reports whether the value of a field must be redacted. It may
// report true for a field that holds no secret.
func secretField(name string) bool {
	name = strings.ToLower(strings.TrimSpace(name))
	if secretNames[name] || strings.HasSuffix(name, "key") {
		return true
	}
	for _, word := range secretWords {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// hideQuery replaces the user and the query of a URL, since presigned URLs carry
// their signature in the query. Other text is returned as it is.
func hideQuery(text string) string {
	if !strings.Contains(text, "://") {
		return text
	}
	u, err := url.Parse(text)
	if err != nil {
		return mask
	}
	if u.User != nil {
		u.User = url.User(mask)
	}
	if u.RawQuery != "" {
		u.RawQuery = mask
	}
	return u.String()
}

// secretsOf returns the values of the secret fields of a request, which must be
// redacted from its response. It leaves out very short values and account
// names, which would garble unrelated text.
func secretsOf(body []byte) []string {
	var found []string
	_ = walkJSON(body, func(step jsonStep) bool { // newMessage has checked that body is JSON
		text, ok := step.value.(string)
		if ok && step.secret && len(text) >= minSecretLength && !strings.Contains(strings.ToLower(step.name), "account") {
			found = append(found, text)
		}
		return true
	})
	return found
}

// scrub replaces every secret in a text that has at least minSecretLength bytes.
func scrub(text string, secrets []string) string {
	for _, secret := range secrets {
		if len(secret) >= minSecretLength {
			text = strings.ReplaceAll(text, secret, mask)
		}
	}
	return text
}
