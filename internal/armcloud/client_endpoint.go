package armcloud

import (
	"net/netip"
	"net/url"
	"strings"
)

// CheckEndpoint tells what is wrong with the text of an endpoint, as a
// *ConfigError; nil when New accepts it.
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
		// The text is not repeated: it may hold a password.
		return fail("must be a URL such as " + DefaultEndpoint)
	}
	if u.User != nil {
		return fail("must not hold a user name or password; the keys have fields of their own")
	}
	if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return fail("must end after the host: the client adds the paths itself")
	}
	switch u.Scheme {
	case "https":
	case "http":
		if !loopback(u.Hostname()) {
			return fail("plain http is accepted for loopback addresses only, use https://" + u.Host)
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
