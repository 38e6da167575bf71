package simulator

import (
	"encoding/json"
	"fmt"
)

// setProxy is network/proxy/set (API document: Instance of setting up a proxy).
// If enable is false, it removes the proxy.
var setProxy = &operation{
	name: "setProxy", changes: true,
	parseArgs: parseProxy,
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var proxy Proxy
		if err := json.Unmarshal(raw, &proxy); err != nil {
			return "", err
		}
		inst.settings.Proxy = proxy
		return "", nil
	},
}

func parseProxy(_ *Simulator, f *fields) any {
	var proxy Proxy
	f.required("enable", &proxy.Enabled)
	f.optional("ip", &proxy.IP)
	hasPort := f.optional("port", &proxy.Port)
	f.optional("account", &proxy.Username)
	f.optional("password", &proxy.Password)
	f.optional("proxyType", &proxy.Mode)
	f.optional("proxyName", &proxy.Protocol)
	if hasPort && (proxy.Port < 1 || proxy.Port > 65535) {
		f.refuse(codeInvalidParameters, "port must be between 1 and 65535")
	}
	if !oneOf(proxy.Mode, "", "proxy", "vpn") || !oneOf(proxy.Protocol, "", "socks5", "http-relay") {
		f.refuse(codeInvalidParameters, "unknown proxyType or proxyName")
	}
	if !proxy.Enabled {
		return Proxy{}
	}
	if proxy.IP == "" || !hasPort {
		f.refuse(codeRequired, "ip and port cannot be empty")
	}
	return proxy
}

// proxyInfo is network/proxy/info (API document: Query instance agent
// information). It submits a task whose taskResult is the exit address as JSON.
var proxyInfo = &operation{
	name: "proxyInfo",
	apply: func(_ *Simulator, inst *instance, _ json.RawMessage) (string, error) {
		ip := fmt.Sprintf("203.0.113.%d", deviceOf(inst.number)%254+1)
		if n := len(inst.settings.PublicIPs); n > 0 {
			ip = inst.settings.PublicIPs[n-1]
		}
		if inst.settings.Proxy.Enabled {
			ip = inst.settings.Proxy.IP
		}
		text, err := json.Marshal(map[string]string{"ip": ip, "country": "HK", "city": "Hong Kong"})
		return string(text), err
	},
}
