package simulator

import (
	"encoding/json"
	"fmt"
)

// setProxy is network/proxy/set (API document: Instance of setting up a proxy). Enable false takes
// the proxy away.
var setProxy = &operation{
	name: "setProxy", change: true,
	check: checkProxy,
	apply: func(_ *Simulator, p *phone, raw json.RawMessage) (string, error) {
		var proxy Proxy
		if err := json.Unmarshal(raw, &proxy); err != nil {
			return "", err
		}
		p.set.Proxy = proxy
		return "", nil
	},
}

func checkProxy(_ *Simulator, f *fields) any {
	var proxy Proxy
	f.need("enable", &proxy.Enabled)
	f.may("ip", &proxy.IP)
	hasPort := f.may("port", &proxy.Port)
	f.may("account", &proxy.Username)
	f.may("password", &proxy.Password)
	f.may("proxyType", &proxy.Mode)
	f.may("proxyName", &proxy.Protocol)
	if hasPort && (proxy.Port < 1 || proxy.Port > 65535) {
		f.refuse(codeWrongParameters, "port must be between 1 and 65535")
	}
	if !oneOf(proxy.Mode, "", "proxy", "vpn") || !oneOf(proxy.Protocol, "", "socks5", "http-relay") {
		f.refuse(codeWrongParameters, "unknown proxyType or proxyName")
	}
	if !proxy.Enabled {
		return Proxy{}
	}
	if proxy.IP == "" || !hasPort {
		f.refuse(codeRequiredEmpty, "ip and port cannot be empty")
	}
	return proxy
}

// proxyInfo is network/proxy/info (API document: Query instance agent information): a
// task whose taskResult tells the exit address, as JSON text.
var proxyInfo = &operation{
	name: "proxyInfo",
	apply: func(_ *Simulator, p *phone, _ json.RawMessage) (string, error) {
		ip := fmt.Sprintf("203.0.113.%d", machineOf(p.number)%254+1)
		if n := len(p.set.PublicIPs); n > 0 {
			ip = p.set.PublicIPs[n-1]
		}
		if p.set.Proxy.Enabled {
			ip = p.set.Proxy.IP
		}
		text, err := json.Marshal(map[string]string{"ip": ip, "country": "HK", "city": "Hong Kong"})
		return string(text), err
	},
}

func oneOf(value string, allowed ...string) bool {
	for _, a := range allowed {
		if value == a {
			return true
		}
	}
	return false
}
