package setting

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// Proxy is the network proxy of an instance. SecretWO is not part of the
// canonical form; PasswordVersion stands in for it. API document: Instance set
// proxy.
type Proxy struct {
	Enabled         bool    `json:"enabled"`
	IP              *string `json:"ip,omitempty"`
	Port            *int64  `json:"port,omitempty"`
	Mode            *string `json:"mode,omitempty"`
	Protocol        *string `json:"protocol,omitempty"`
	Username        *string `json:"username,omitempty"`
	Password        *string `json:"password,omitempty"`
	PasswordVersion *int64  `json:"password_wo_version,omitempty"`
	SecretWO        *string `json:"-"`
	// SecretLeftOut is true for a value from a state that lacks a write-only password
	// without a version.
	SecretLeftOut bool `json:"-"`
}

type proxyRequest struct {
	Account  *string `json:"account,omitempty"`
	Password *string `json:"password,omitempty"`
	IP       *string `json:"ip,omitempty"`
	Port     *int64  `json:"port,omitempty"`
	Enable   bool    `json:"enable"`
	Mode     *string `json:"proxyType,omitempty"`
	Protocol *string `json:"proxyName,omitempty"`
}

type proxySetting struct{ definition[Proxy] }

var (
	_ converge.Undoer       = proxy
	_ converge.SecretHolder = proxy
)

var proxy = &proxySetting{definition[Proxy]{
	name:     "proxy",
	resource: "proxy",
	title:    "the proxy",
	description: description{
		"Configures the network proxy of a cloud phone.",
		notDetected,
	},
	undone:  "the proxy is disabled",
	secret:  "password_wo",
	version: "password_wo_version",
	// With or without a user name: the first password may come in the apply.
	takesSecret: func(children map[string]attr.Value) bool { return children["password"].IsNull() },
	fields: []field[Proxy]{
		defaultedBool("enabled", "Whether the instance uses the proxy. Default `true`. `false` disables the proxy; the other attributes are then not sent.",
			func(p *Proxy) *bool { return &p.Enabled }, true),
		optionalString("ip", "Host name or IP address of the proxy server. Required if the proxy is enabled.",
			func(p *Proxy) **string { return &p.IP }, hostValidator{}),
		optionalInt64("port", "Port of the proxy server, from 1 to 65535. Required if the proxy is enabled.",
			func(p *Proxy) **int64 { return &p.Port }, int64validator.Between(1, 65535)),
		optionalString("mode", "How traffic reaches the proxy server: `proxy` or `vpn`. If unset, ARMCloud chooses.",
			func(p *Proxy) **string { return &p.Mode }, stringvalidator.OneOf("proxy", "vpn")),
		optionalString("protocol", "Protocol of the proxy server: `socks5` or `http-relay`. If unset, ARMCloud chooses.",
			func(p *Proxy) **string { return &p.Protocol }, stringvalidator.OneOf("socks5", "http-relay")),
		optionalString("username", "User name for the proxy server.",
			func(p *Proxy) **string { return &p.Username }, stringvalidator.LengthAtLeast(1)),
		sensitiveString("password", "Password for the proxy server. It is stored in the state, so prefer `password_wo`. Conflicts with `password_wo`.",
			func(p *Proxy) **string { return &p.Password }, stringvalidator.LengthAtLeast(1),
			stringvalidator.ConflictsWith(sibling("password_wo"))),
		writeOnlyString("password_wo", "Password for the proxy server. It is stored neither in the plan nor in the state. Requires Terraform 1.11 or OpenTofu 1.11. Conflicts with `password`.",
			func(p *Proxy) **string { return &p.SecretWO }, stringvalidator.LengthAtLeast(1)),
		writeOnlyVersion("password_wo_version", "Version of `password_wo`. Changing it sends the password again. "+
			"If unset, the provider increments it when the password differs from the one sent last.",
			func(p *Proxy) **int64 { return &p.PasswordVersion }),
	},
	requests: sends(armcloud.SetProxy, newProxyRequest),
	check:    checkProxy,
}}

// Undo disables the proxy.
func (s *proxySetting) Undo(converge.Value) []converge.Request { return s.Set(Proxy{}) }

func (*proxySetting) Redacted(v converge.Value) string { return "hash " + converge.Hash(v) }

func newProxyRequest(p Proxy) any {
	if !p.Enabled {
		return proxyRequest{}
	}
	request := proxyRequest{
		Account: p.Username, Password: p.Password, IP: p.IP, Port: p.Port,
		Enable: true, Mode: p.Mode, Protocol: p.Protocol,
	}
	if p.SecretWO != nil {
		request.Password = p.SecretWO
	}
	return request
}

// checkProxy requires an address and a port if the proxy is enabled.
func checkProxy(children map[string]attr.Value, at func(string) path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	if enabled, ok := children["enabled"].(types.Bool); ok && (enabled.IsUnknown() || (!enabled.IsNull() && !enabled.ValueBool())) {
		return diags
	}
	for _, name := range []string{"ip", "port"} {
		if child := children[name]; child == nil || child.IsNull() {
			diags.AddAttributeError(at(name), "Missing proxy "+name,
				"An enabled proxy needs ip and port. Set "+name+", or set enabled = false.")
		}
	}
	return diags
}
