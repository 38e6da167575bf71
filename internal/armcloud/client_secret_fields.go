package armcloud

import (
	"net/url"
	"strings"
)

// secretWords mark a field as secret if its name contains one of them. They are
// in lower case.
var secretWords = []string{
	"password", "passwd", "pwd", "secret", "token", "account", "credential", "authorization",
	"sign", "stuns", "turns", "cookie", "license", "private", "command", "script", "cmd",
}

// secretNames are the names of secret fields, in lower case. A callback URL is
// secret because callbacks are not signed: anyone who knows it can forge them. The
// result of a task may be the output of a command.
var secretNames = map[string]bool{
	"ak": true, "sk": true, "key": true, "adb": true, "x-ak": true, "callbackurl": true, "taskresult": true,
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

// secretsOf returns the secrets of a request, which must be redacted from its
// response: the values of secret fields, and the passwords and queries of URLs. It
// leaves out very short values and account names, which would garble unrelated
// text.
func secretsOf(body []byte) []string {
	var found []string
	add := func(secret string) {
		if len(secret) >= minSecretLength {
			found = append(found, secret)
		}
	}
	_ = walkJSON(body, func(step jsonStep) bool { // newMessage has checked that body is JSON
		text, ok := step.value.(string)
		if !ok {
			return true
		}
		if step.secret && !strings.Contains(strings.ToLower(step.name), "account") {
			add(text)
		}
		if !step.secret && strings.Contains(text, "://") {
			if u, err := url.Parse(text); err == nil {
				add(u.RawQuery)
				password, _ := u.User.Password()
				add(password)
			}
		}
		return true
	})
	return found
}
