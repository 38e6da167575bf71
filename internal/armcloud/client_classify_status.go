package armcloud

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// classifyStatus returns the failure for the HTTP status, or nil if the status
// does not decide and the code of the API does.
func (c *Client) classifyStatus(msg *message, f form, got *httpResponse, env envelope, err error) *failure {
	readable := err == nil && env.Code != ""
	status := got.status
	switch {
	case status == http.StatusTooManyRequests:
		return c.rateLimited(got, env)
	case status >= 300 && status < 400:
		return c.redirected(got)
	case status == http.StatusNotFound:
		return c.missing(msg, env, "HTTP status 404")
	case status == http.StatusProxyAuthRequired:
		return &failure{&Error{Class: ClassTransport, Message: "the proxy asks for a user name and password (HTTP status 407)",
			Advice: "Give them in the proxy variable of the environment."}, retryRule{notProcessed: true}}
	case status >= 500:
		fail := &failure{&Error{Class: ClassTransport, Code: string(env.Code), Message: statusText(got, env),
			RetryAfter: retryAfter(got.header, time.Now())}, retryRepeatable}
		return fail
	case status == http.StatusRequestTimeout:
		return &failure{&Error{Class: ClassTransport, Message: statusText(got, env)}, retryRepeatable}
	case status == http.StatusUnauthorized:
		return c.unauthorized(msg, f, "401", statusText(got, env), got)
	case status >= 400 && (!readable || env.succeeded()):
		return &failure{&Error{Class: ClassRejected, Message: statusText(got, env),
			Advice: "Check that endpoint is an ARMCloud API host, and what stands between it and this machine."}, retryNever}
	}
	return nil
}

// pageTitle returns the title of a web page, at most 100 characters.
func pageTitle(body []byte) string {
	head := body[:min(len(body), 8<<10)]
	lower := bytes.ToLower(head)
	start := bytes.Index(lower, []byte("<title>"))
	if start < 0 || len(lower) != len(head) {
		return ""
	}
	title := head[start+len("<title>"):]
	end := bytes.IndexByte(title, '<')
	if end < 0 {
		return ""
	}
	text := []rune(strings.Join(strings.Fields(html.UnescapeString(string(title[:end]))), " "))
	return string(text[:min(len(text), 100)])
}

// statusText describes an HTTP status, with the API's message or the title of the
// page if there is one.
func statusText(got *httpResponse, env envelope) string {
	text := fmt.Sprintf("HTTP status %d", got.status)
	if name := http.StatusText(got.status); name != "" {
		text += " " + name
	}
	if env.Message != "" {
		return text + ": " + string(env.Message)
	}
	if title := pageTitle(got.body); title != "" {
		return fmt.Sprintf("%s (%q)", text, title)
	}
	return text
}

// retryAfter returns how long the service asks to wait, or 0 if it doesn't. It
// reads Retry-After (seconds or a date) and X-RateLimit-Reset (Unix seconds).
func retryAfter(header http.Header, now time.Time) time.Duration {
	if text := strings.TrimSpace(header.Get("Retry-After")); text != "" {
		if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds > 0 {
			return time.Duration(min(seconds, 1<<30) * float64(time.Second))
		}
		if at, err := http.ParseTime(text); err == nil {
			return max(0, at.Sub(now))
		}
	}
	if unix, err := strconv.ParseInt(strings.TrimSpace(header.Get("X-RateLimit-Reset")), 10, 64); err == nil && unix > 0 {
		return max(0, time.Unix(unix, 0).Sub(now))
	}
	return 0
}
