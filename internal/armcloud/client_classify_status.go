package armcloud

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"strings"
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
		return proxyAuthRequired("the proxy")
	case status >= 500:
		fail := &failure{&Error{Class: ClassTransport, Code: string(env.Code), Message: statusText(got, env),
			RetryAfter: retryAfter(got.header, false)}, retryLost}
		if status == http.StatusServiceUnavailable {
			// The server was unable to handle the request (RFC 9110, section 15.6.4).
			fail.retry = retryRepeatable
		}
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
