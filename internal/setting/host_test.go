package setting

import (
	"strings"
	"testing"
)

// A proxy's address is a host name or an IP address, without a scheme, a port
// and spaces.
func TestIsHost(t *testing.T) {
	for host, want := range map[string]bool{
		"192.0.2.10": true, "2001:db8::1": true, "::1": true, "proxy.example.com": true, "proxy.example.com.": true, "proxy": true,
		"my_proxy.internal": true, "xn--bcher-kva.example": true, "3proxy.example": true,
		"": false, " ": false, "192.0.2.10:80": false, "http://192.0.2.10": false, "[2001:db8::1]": false, "[2001:db8::1]:80": false,
		"192.0.2.10 ": false, " 192.0.2.10": false, "192.0.2": false, "192.0.2.256": false, "1080": false, "proxy.example.com:1080": false,
		"proxy..example": false, ".": false, "-a.example": false, "user@proxy.example": false, "proxy.example/path": false, "fe80::1%eth0": false,
		"bücher.example": false, strings.Repeat("a", 64) + ".example": false, strings.Repeat("a.", 127) + "example": false,
	} {
		if got := isHost(host); got != want {
			t.Errorf("isHost(%q): got %v, want %v", host, got, want)
		}
	}
}
