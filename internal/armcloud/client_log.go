package armcloud

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Logger receives the log lines of a client. They are redacted: they contain no
// keys, signatures, passwords or tokens.
type Logger interface {
	// Enabled reports which lines are recorded. The others are not built.
	Enabled(ctx context.Context) (debug, trace bool)
	// Debug logs one HTTP request: path, status, error and duration.
	Debug(ctx context.Context, msg string, fields map[string]any)
	// Trace logs the redacted bodies of one HTTP request.
	Trace(ctx context.Context, msg string, fields map[string]any)
}

// withLogging logs every attempt and its outcome.
func (c *Client) withLogging(next attemptFunc) attemptFunc {
	if c.config.Log == nil {
		return next
	}
	return func(ctx context.Context, a *attempt) (*Response, *failure) {
		started := time.Now()
		response, fail := next(ctx, a)
		c.log(ctx, a, fail, time.Since(started))
		return response, fail
	}
}

func (c *Client) log(ctx context.Context, a *attempt, fail *failure, took time.Duration) {
	debug, trace := c.config.Log.Enabled(ctx)
	if debug {
		c.config.Log.Debug(ctx, "ARMCloud API request", requestForLog(a, fail, took))
	}
	if trace {
		c.config.Log.Trace(ctx, "ARMCloud API bodies", bodiesForLog(a))
	}
}

func requestForLog(a *attempt, fail *failure, took time.Duration) map[string]any {
	msg, got := a.msg, a.response
	fields := map[string]any{
		"method": msg.op.Method, "path": msg.op.Path, "signature": string(a.form.version),
		"duration_ms": took.Milliseconds(), "request_bytes": len(msg.body),
	}
	if got != nil {
		fields["status"], fields["response_bytes"] = got.status, len(got.body)
	}
	if fail != nil {
		fields["class"], fields["error"] = fail.Class.String(), scrub(fail.Detail(), msg.secrets)
	}
	return fields
}

func bodiesForLog(a *attempt) map[string]any {
	msg, got := a.msg, a.response
	bodies := map[string]any{"path": msg.op.Path, "request": bodyForLog(msg.body, msg.secrets)}
	if got == nil {
		return bodies
	}
	bodies["headers"] = headersForLog(got.header)
	switch reason := unloggable[msg.op]; {
	case reason != "":
		bodies["response"] = "(not shown: " + reason + ")"
	case len(got.body) > maxResponseBytes:
		bodies["response"] = "(not shown: too large)"
	default:
		bodies["response"] = bodyForLog(got.body, msg.secrets)
	}
	return bodies
}

// unloggable says why the responses of some operations are not logged.
var unloggable = map[*Operation]string{
	GetCallback:       "it contains the callback URL",
	RunCommandSync:    "it contains the output of a command",
	QueryCommandTasks: "it contains the output of a command",
	GetToken:          "it contains a token",
	GetPadToken:       "it contains a token",
}

// logLimit is the maximum length of a logged body, in bytes.
const logLimit = 4 << 10

// shownHeaders are the response headers that are logged.
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

// bodyForLog returns a JSON text with secret values masked and the queries of
// URLs hidden, cut to about logLimit bytes. JSON in strings is masked too. It parses
// no more of the text than it returns. A text that is not JSON is not shown.
func bodyForLog(body []byte, secrets []string) string {
	if len(bytes.TrimSpace(body)) == 0 {
		return ""
	}
	var out strings.Builder
	err := walkJSON(body, func(step jsonStep) bool {
		out.WriteString(step.before)
		if step.value != nil {
			writeMasked(&out, step, secrets)
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

func writeMasked(out *strings.Builder, step jsonStep, secrets []string) {
	value := step.value
	if text, ok := value.(string); ok {
		switch trimmed := strings.TrimSpace(text); {
		case step.secret && text != "":
			value = mask
		case strings.HasPrefix(trimmed, "{"), strings.HasPrefix(trimmed, "[") && json.Valid([]byte(trimmed)):
			value = bodyForLog([]byte(trimmed), secrets)
		default:
			value = hideQueries(text) // the secrets are replaced at the end
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
