package armcloud

import (
	"net/netip"
	"net/url"
	"strings"
)

// CheckEndpoint returns a *ConfigError if New would refuse the endpoint.
func CheckEndpoint(text string) error {
	_, err := parseEndpoint(text)
	return err
}

func parseEndpoint(text string) (*url.URL, error) {
	fail := func(problem string) (*url.URL, error) {
		return nil, &ConfigError{Field: "endpoint", Problem: problem}
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Hostname() == "" {
		// The text is not quoted, because it may contain a password.
		return fail("must be a URL such as " + DefaultEndpoint)
	}
	if u.User != nil {
		return fail("must not contain a user name or password; set access_key and secret_key instead")
	}
	if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return fail("must end after the host, without a path or query")
	}
	switch u.Scheme {
	case "https":
	case "http":
		if !loopback(u.Hostname()) {
			return fail("plain http is accepted only for loopback addresses, use https://" + u.Host)
		}
	default:
		return fail("must begin with https://")
	}
	u.Path = ""
	return u, nil
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}
