package armcloud

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
)

// transportFailure returns the failure of a request without a usable response.
// sent means that some of the request may have been sent. The error of net/http
// is never quoted as a whole, because it contains the URL with its query.
func (c *Client) transportFailure(ctx context.Context, a *attempt, err error, sent, timedOut bool) *failure {
	if ctx.Err() != nil {
		return canceledFailure(ctx, sent)
	}
	fail := &failure{&Error{Class: ClassTransport, Cause: causeOf(err, a.msg.secrets)}, retryLost}
	if !sent {
		fail.retry = retryNotProcessed
	}
	host := c.endpoint.Host
	switch {
	case timedOut && sent:
		fail.Message = fmt.Sprintf("no complete response from %s within %s", host, c.config.RequestTimeout)
		fail.Advice = "Raise request_timeout if the service is slow."
		return fail
	case timedOut:
		fail.Message = fmt.Sprintf("no connection to %s within %s", host, c.config.RequestTimeout)
		fail.Advice = "Check endpoint, the network and the proxy variables of the environment."
		return fail
	}
	if c.explainProxyError(fail, err) || c.explainConnectError(fail, a.form, err) {
		return fail
	}
	if notProcessed(err) {
		fail.Message = fmt.Sprintf("%s refused the request before it looked at it (HTTP/2)", host)
		fail.retry = retryNotProcessed
		return fail
	}
	switch {
	case sent && (errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET)):
		fail.Message = fmt.Sprintf("the connection to %s broke before the response was complete", host)
	case sent:
		fail.Message = fmt.Sprintf("the response of %s was lost: %s", host, fail.Cause)
	default:
		fail.Message = fmt.Sprintf("no connection to %s: %s", host, fail.Cause)
		fail.Advice = "Check endpoint, the network and the proxy variables of the environment."
	}
	return fail
}

// notProcessed reports whether the server says, with the error code REFUSED_STREAM
// or a GOAWAY that leaves out the request, that it has not processed the request
// (RFC 9113, section 8.7). The errors of net/http have only a text.
func notProcessed(err error) bool {
	text := err.Error()
	return strings.Contains(text, "stream error:") && strings.Contains(text, "; REFUSED_STREAM") ||
		strings.Contains(text, "received Server's graceful shutdown GOAWAY") ||
		// As above, with an error code, for the first request of a connection.
		strings.Contains(text, "Transport received GOAWAY from server ErrCode")
}

// explainConnectError sets message and advice of a failure to connect, which
// happens before anything is sent. It reports whether it knows the error.
func (c *Client) explainConnectError(fail *failure, f form, err error) bool {
	var (
		dns       *net.DNSError
		unknownCA x509.UnknownAuthorityError
		badHost   x509.HostnameError
		badCert   x509.CertificateInvalidError
		noTLS     tls.RecordHeaderError
	)
	host := c.endpoint.Host
	switch {
	case errors.As(err, &dns):
		fail.Message = fmt.Sprintf("the host name cannot be resolved (%s)", c.hostAndSignature(f))
		fail.Advice = "Check the spelling of endpoint, and the DNS settings of this machine."
		if dns.IsNotFound {
			// Retrying a name that does not exist rarely helps.
			fail.retry.max = 2
		}
	case errors.Is(err, syscall.ECONNREFUSED):
		fail.Message = fmt.Sprintf("%s refuses connections", host)
		fail.Advice = "Check endpoint, in particular its port, and whether the service is up."
	case errors.As(err, &unknownCA):
		fail.Message = fmt.Sprintf("the certificate of %s is signed by an unknown authority", host)
		fail.Advice = "If a proxy inspects TLS, add its authority to the certificates of this machine (SSL_CERT_FILE)."
		fail.retry.max = 0
	case errors.As(err, &badHost):
		fail.Message = fmt.Sprintf("the certificate of %s is for another host", host)
		fail.Advice = "Check endpoint."
		fail.retry.max = 0
	case errors.As(err, &badCert):
		fail.Message = fmt.Sprintf("the certificate of %s is not valid, or the clock of this machine is wrong", host)
		fail.retry.max = 0
	case errors.As(err, &noTLS), strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		fail.Message = fmt.Sprintf("%s does not speak TLS on this port", host)
		fail.Advice = "Check the port of endpoint. Plain http is supported only for loopback addresses."
		fail.retry.max = 0
	default:
		return false
	}
	return true
}

// canceledFailure returns the failure of a request whose context has ended.
func canceledFailure(ctx context.Context, sent bool) *failure {
	when := "while waiting for the response"
	if !sent {
		when = "before the request was sent"
	}
	message := "canceled " + when
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		message = "the deadline of the operation passed " + when
	}
	return &failure{&Error{Class: ClassCanceled, Message: message, Cause: ctx.Err()}, retryRule{notProcessed: !sent}}
}

// unsentFailure returns the failure of a request whose context ended while it
// waited to be sent.
func (c *Client) unsentFailure(ctx context.Context, msg *message) *failure {
	cause, message := ctx.Err(), "canceled before the request was sent"
	if !errors.Is(cause, context.Canceled) {
		// The limiter fails early, with an error of its own, if the deadline is
		// before the next token.
		cause, message = context.DeadlineExceeded, "the deadline of the operation is before the request could be sent"
	}
	return &failure{&Error{Class: ClassCanceled, Operation: msg.op, Message: message, Cause: cause}, retryRule{notProcessed: true}}
}

// causeOf returns an error of net/http without the URL and with secrets
// redacted.
func causeOf(err error, secrets []string) error {
	var withURL *url.Error
	for errors.As(err, &withURL) {
		err = withURL.Err
	}
	if text := err.Error(); scrub(text, secrets) != text {
		return errors.New(scrub(text, secrets))
	}
	return err
}

// hostAndSignature names the host and the signature version, for errors in
// which they matter.
func (c *Client) hostAndSignature(f form) string {
	text := fmt.Sprintf("host %s, signature %s", c.endpoint.Host, f.version)
	if c.config.SigningHost != c.endpoint.Host {
		text = fmt.Sprintf("host %s, signing host %s, signature %s", c.endpoint.Host, c.config.SigningHost, f.version)
	}
	return text
}
