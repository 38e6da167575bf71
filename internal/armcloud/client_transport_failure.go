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

// unanswered explains why a request got no usable answer. The error of net/http
// is taken apart: its text would show the address with its query.
func (c *Client) unanswered(ctx context.Context, msg *message, f form, err error, left, timedOut bool) *failure {
	if ctx.Err() != nil {
		return c.canceled(ctx, left)
	}
	fail := &failure{&Error{Class: ClassTransport, Cause: causeOf(err, msg.secrets)}, whenRepeatable}
	if !left {
		fail.repeat = whenRefused
	}
	host := c.endpoint.Host
	switch {
	case timedOut && left:
		fail.Message = fmt.Sprintf("no complete answer from %s within %s", host, c.config.RequestTimeout)
		fail.Advice = "Raise request_timeout if the service is slow."
		return fail
	case timedOut:
		fail.Message = fmt.Sprintf("no connection to %s within %s", host, c.config.RequestTimeout)
		fail.Advice = "Check endpoint, the network and the proxy variables of the environment."
		return fail
	}
	if c.explainConnect(fail, f, err) {
		return fail
	}
	switch {
	case left && (errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET)):
		fail.Message = fmt.Sprintf("the connection to %s broke before the answer was complete", host)
	case left:
		fail.Message = fmt.Sprintf("the answer of %s was lost: %s", host, fail.Cause)
	default:
		fail.Message = fmt.Sprintf("no connection to %s: %s", host, fail.Cause)
		fail.Advice = "Check endpoint, the network and the proxy variables of the environment."
	}
	return fail
}

// explainConnect explains failures to connect: those before any byte was sent.
func (c *Client) explainConnect(fail *failure, f form, err error) bool {
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
		fail.Message = fmt.Sprintf("the name of the host cannot be resolved (%s)", c.where(f))
		fail.Advice = "Check endpoint for misspellings, and the name service of this machine."
		if dns.IsNotFound {
			// A name that does not exist seldom comes into being meanwhile.
			fail.repeat.most = 2
		}
	case errors.Is(err, syscall.ECONNREFUSED):
		fail.Message = fmt.Sprintf("%s refuses connections", host)
		fail.Advice = "Check endpoint, above all its port, and that the service is up."
	case errors.As(err, &unknownCA):
		fail.Message = fmt.Sprintf("the certificate of %s is signed by an unknown authority", host)
		fail.Advice = "If a proxy inspects TLS, add its authority to the certificates of this machine (SSL_CERT_FILE)."
		fail.repeat.most = 0
	case errors.As(err, &badHost):
		fail.Message = fmt.Sprintf("the certificate that %s shows is for another host", host)
		fail.Advice = "Check endpoint."
		fail.repeat.most = 0
	case errors.As(err, &badCert):
		fail.Message = fmt.Sprintf("the certificate of %s is not valid, or the clock of this machine is wrong", host)
		fail.repeat.most = 0
	case errors.As(err, &noTLS), strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		fail.Message = fmt.Sprintf("%s does not speak TLS on this port", host)
		fail.Advice = "Check the port of endpoint; plain http is possible with loopback addresses only."
		fail.repeat.most = 0
	default:
		return false
	}
	return true
}

// canceled is the failure of a request whose caller gave up.
func (c *Client) canceled(ctx context.Context, left bool) *failure {
	message := "the caller gave up while the answer was outstanding"
	if !left {
		message = "the caller gave up before the request was sent"
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		message = strings.Replace(message, "the caller gave up", "the deadline of the operation passed", 1)
	}
	return &failure{&Error{Class: ClassCanceled, Message: message, Cause: ctx.Err()}, repeat{harmless: !left}}
}

// ended is the failure of a wait that was given up before anything was sent.
func (c *Client) ended(ctx context.Context, msg *message, when string) *failure {
	cause, message := ctx.Err(), "the caller gave up "+when
	if !errors.Is(cause, context.Canceled) {
		// The token bucket refuses at once when the deadline comes before its
		// turn, in words of its own.
		cause, message = context.DeadlineExceeded, "the deadline of the operation comes "+when
	}
	return &failure{&Error{Class: ClassCanceled, Operation: msg.op, Message: message, Cause: cause}, repeat{harmless: true}}
}

// causeOf strips the address from an error of net/http.
func causeOf(err error, secrets []string) error {
	var withAddress *url.Error
	for errors.As(err, &withAddress) {
		err = withAddress.Err
	}
	if text := err.Error(); scrub(text, secrets) != text {
		return errors.New(scrub(text, secrets))
	}
	return err
}

// where names host and signature, for errors in which they matter.
func (c *Client) where(f form) string {
	text := fmt.Sprintf("host %s, signature %s", c.endpoint.Host, f.version)
	if c.config.SigningHost != c.endpoint.Host {
		text = fmt.Sprintf("host %s, signing host %s, signature %s", c.endpoint.Host, c.config.SigningHost, f.version)
	}
	return text
}
