package armcloud

import (
	"net/url"
	"strings"
)

const (
	mask = "***"
	// shortestSecret is the least length of a text that scrub takes out.
	shortestSecret = 4
)

// secretWords are the parts of a field name that make its value a secret, in
// lower case.
var secretWords = []string{
	"password", "passwd", "pwd", "secret", "token", "account", "credential", "authorization",
	"sign", "stuns", "turns", "cookie", "license", "private", "command", "script", "cmd",
}

// secretNames are whole field names whose value is a secret, in lower case. The
// address of a receiver is one: callbacks are not signed, so that it is all
// that keeps forged ones out.
var secretNames = map[string]bool{
	"ak": true, "sk": true, "key": true, "adb": true, "x-ak": true, "callbackurl": true,
}

// secretField tells whether the value of a field must not be shown. Names that
// end in key are keys; a few too many are hidden rather than one too few.
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

// hideQuery cuts the user and the query out of a text that is an address:
// signed addresses carry their signature there.
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

// secretsOf collects the values of secret fields of a request, so that they can
// be taken out of whatever the service answers to it. Very short values are
// left, and account names: taking them out would only garble.
func secretsOf(body []byte) []string {
	var found []string
	_ = walk(body, func(step jsonStep) bool { // newMessage has checked that body is JSON
		text, ok := step.value.(string)
		if ok && step.secret && len(text) >= shortestSecret && !strings.Contains(strings.ToLower(step.name), "account") {
			found = append(found, text)
		}
		return true
	})
	return found
}

// scrub replaces every secret in a text, except those too short to be told from
// other text.
func scrub(text string, secrets []string) string {
	for _, secret := range secrets {
		if len(secret) >= shortestSecret {
			text = strings.ReplaceAll(text, secret, mask)
		}
	}
	return text
}
