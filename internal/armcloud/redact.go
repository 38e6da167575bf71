package armcloud

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Logger takes the client's log lines. What it is given is redacted already:
// no key, signature, password or token is in it.
type Logger interface {
	// Debug tells of one exchange: operation, status, code, duration.
	Debug(ctx context.Context, msg string, fields map[string]any)
	// Trace tells of the masked bodies.
	Trace(ctx context.Context, msg string, fields map[string]any)
}

const (
	mask = "***"
	// logLimit is how much of a body a log line shows, in bytes.
	logLimit = 4 << 10
	// shortestSecret is the least length of a text that scrub takes out.
	shortestSecret = 4
)

// shownHeaders are the headers of answers that log lines may show; all others
// are left out.
var shownHeaders = []string{
	"Content-Type", "Content-Length", "Date", "Retry-After", "Server",
	"X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset", "X-Ratelimit-Type",
}

func headersForLog(header http.Header) map[string]string {
	shown := map[string]string{}
	for _, name := range shownHeaders {
		if value := header.Get(name); value != "" {
			shown[name] = value
		}
	}
	return shown
}

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

// bodyForLog writes a JSON text with secret values masked and addresses cut at
// their query, up to about logLimit bytes. It reads no more of the text than it
// shows. Anything that is not JSON is not shown at all.
func bodyForLog(body []byte, secrets []string) string {
	if len(bytes.TrimSpace(body)) == 0 {
		return ""
	}
	var out strings.Builder
	err := walk(body, func(step jsonStep) bool {
		out.WriteString(step.before)
		if step.value != nil {
			writeMasked(&out, step)
		}
		return out.Len() < logLimit
	})
	if err != nil {
		return "(not shown: not JSON)"
	}
	text := scrub(out.String(), secrets)
	if len(text) >= logLimit {
		text = strings.ToValidUTF8(text[:logLimit], "") + "…"
	}
	return text
}

func writeMasked(out *strings.Builder, step jsonStep) {
	value := step.value
	if text, ok := value.(string); ok {
		value = hideQuery(text)
		if step.secret && text != "" {
			value = mask
		}
	} else if _, ok := value.(json.Number); ok && step.secret {
		value = mask
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		b.WriteString(`"` + mask + `"`)
	}
	out.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
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

// jsonStep is one token of a JSON text: the punctuation and name before it, and
// its value when it is a scalar.
type jsonStep struct {
	before string
	name   string // the field it belongs to, "" in lists
	value  any
	secret bool
}

// nothing stands for a null in a jsonStep, whose nil value means no scalar.
type nothing struct{}

// MarshalJSON writes null.
func (nothing) MarshalJSON() ([]byte, error) { return []byte("null"), nil }

// walk reads a JSON text token by token until visit returns false.
func walk(body []byte, visit func(jsonStep) bool) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	type level struct {
		object, name, secret bool // name: the next token is a field name
		count                int
	}
	levels := []level{{}}
	secret := false // the field under way, or one around it, is secret
	before, field := "", ""
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) && len(levels) == 1 {
			return nil
		}
		if err != nil {
			return err
		}
		top := &levels[len(levels)-1]
		if delim, ok := token.(json.Delim); ok && (delim == '}' || delim == ']') {
			levels = levels[:len(levels)-1]
			levels[len(levels)-1].name = levels[len(levels)-1].object
			if !visit(jsonStep{before: delim.String()}) {
				return nil
			}
			continue
		}
		if top.count > 0 && (!top.object || top.name) {
			before += ","
		}
		if name, ok := token.(string); ok && top.object && top.name {
			top.name, top.count = false, top.count+1
			secret, field = top.secret || secretField(name), name
			quoted, err := json.Marshal(name)
			if err != nil {
				return err
			}
			before += string(quoted) + ":"
			continue
		}
		if !top.object {
			top.count++
			secret, field = top.secret, ""
		}
		step := jsonStep{before: before, name: field, value: token, secret: secret}
		before = ""
		switch t := token.(type) {
		case json.Delim:
			step.before, step.value = step.before+t.String(), nil
			levels = append(levels, level{object: t == '{', name: t == '{', secret: secret})
		case nil:
			step.value = nothing{}
		}
		if _, ok := token.(json.Delim); !ok {
			top.name = top.object
		}
		if !visit(step) {
			return nil
		}
	}
}
