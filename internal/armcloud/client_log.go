package armcloud

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Logger takes the client's log lines. What it is given is redacted already:
// no key, signature, password or token is in it.
type Logger interface {
	// Debug tells of one exchange: operation, status, code, duration.
	Debug(ctx context.Context, msg string, fields map[string]any)
	// Trace tells of the masked bodies.
	Trace(ctx context.Context, msg string, fields map[string]any)
}

// log tells of one exchange, and of its bodies at trace level.
func (c *Client) log(ctx context.Context, msg *message, f form, got *answer, fail *failure, took time.Duration) {
	if c.config.Log == nil {
		return
	}
	fields := map[string]any{
		"method": msg.op.Method, "path": msg.op.Path, "signature": string(f.version),
		"duration_ms": took.Milliseconds(), "request_bytes": len(msg.body),
	}
	if got != nil {
		fields["status"], fields["answer_bytes"] = got.status, len(got.body)
	}
	if fail != nil {
		fields["class"], fields["error"] = fail.Class.String(), scrub(fail.Detail(), msg.secrets)
	}
	c.config.Log.Debug(ctx, "ARMCloud API request", fields)

	bodies := map[string]any{"path": msg.op.Path, "request": bodyForLog(msg.body, msg.secrets)}
	if got != nil {
		bodies["headers"], bodies["answer"] = headersForLog(got.header), bodyForLog(got.body, msg.secrets)
	}
	c.config.Log.Trace(ctx, "ARMCloud API bodies", bodies)
}

// logLimit is how much of a body a log line shows, in bytes.
const logLimit = 4 << 10

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
