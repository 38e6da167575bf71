package armcloud

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"
)

// proxyStatusError is the response of a proxy that refuses to connect to the
// service.
type proxyStatusError struct {
	proxy  string // host and port
	status int
}

// Error returns the proxy and the status.
func (e *proxyStatusError) Error() string {
	return fmt.Sprintf("the proxy %s responded with HTTP status %d %s", e.proxy, e.status, http.StatusText(e.status))
}

const adviseProxy = "Check the proxy variables of the environment (HTTPS_PROXY, NO_PROXY), and whether the proxy is up."

// explainProxyError sets message and advice of a failure to reach the proxy, or to
// reach the service through it. Nothing was sent to the service. It reports whether
// err is such a failure.
func (c *Client) explainProxyError(fail *failure, err error) bool {
	var refused *proxyStatusError
	if errors.As(err, &refused) {
		if refused.status == http.StatusProxyAuthRequired {
			unauthorized := proxyAuthRequired("the proxy " + refused.proxy)
			fail.Message, fail.Advice, fail.retry = unauthorized.Message, unauthorized.Advice, unauthorized.retry
			return true
		}
		fail.Message = fmt.Sprintf("%s to the request to connect to %s", refused, c.endpoint.Host)
		fail.Advice = adviseProxy
		if refused.status < http.StatusInternalServerError {
			fail.retry.max = 0
		}
		return true
	}
	var connect *net.OpError
	if !errors.As(err, &connect) {
		return false
	}
	if connect.Op == "socks connect" {
		return c.explainSOCKSError(fail, connect)
	}
	if connect.Op != "proxyconnect" {
		return false
	}
	proxy := "the proxy"
	var dial *net.OpError
	if errors.As(connect.Err, &dial) && dial.Addr != nil {
		proxy += " " + dial.Addr.String()
	}
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		fail.Message = fmt.Sprintf("the host name of the proxy (%s) cannot be resolved", dns.Name)
		if dns.IsNotFound {
			fail.retry.max = 2
		}
	case errors.Is(err, syscall.ECONNREFUSED):
		fail.Message = proxy + " refuses connections"
	default:
		fail.Message = fmt.Sprintf("no connection to %s: %s", proxy, fail.Cause)
	}
	fail.Advice = adviseProxy
	return true
}

// explainSOCKSError is explainProxyError for a SOCKS proxy that was reached. Refused
// credentials are final, because further attempts could lock the account.
func (c *Client) explainSOCKSError(fail *failure, err *net.OpError) bool {
	proxy := "the proxy"
	if err.Source != nil {
		proxy += " " + err.Source.String()
	}
	fail.Message = fmt.Sprintf("%s did not connect to %s: %v", proxy, c.endpoint.Host, err.Err)
	fail.Advice = adviseProxy
	if strings.Contains(err.Err.Error(), "authentication") {
		fail.Advice = "Check the user name and password in the proxy variable of the environment."
		fail.retry.max = 0
	}
	return true
}

// proxyAuthRequired returns the failure for HTTP status 407. It is final, because
// further attempts could lock the account.
func proxyAuthRequired(proxy string) *failure {
	return &failure{&Error{
		Class:   ClassTransport,
		Message: proxy + " asks for a user name and password (HTTP status 407)",
		Advice:  "Set them in the proxy variable of the environment.",
	}, retryRule{notProcessed: true}}
}
