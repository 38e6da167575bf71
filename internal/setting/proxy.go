package setting

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Proxy is the network proxy that a phone's traffic takes. API document:
// Instance set proxy. SecretWO is in the request alone: it is no part of the
// canonical text, PasswordVersion stands for it.
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

var proxy = &definition[Proxy]{
	name:     "proxy",
	resource: "proxy",
	title:    "the proxy",
	description: "The network proxy of a cloud phone. The API does not show it, so a change behind Terraform's back is not seen; " +
		"`triggers` sends it again. Released, the proxy is switched off.",
	secret:  "password_wo",
	version: "password_wo_version",
	fields: []field[Proxy]{
		flag("enabled", "Whether the phone uses the proxy. Default `true`.",
			func(p *Proxy) *bool { return &p.Enabled }, true),
		text("ip", "Address of the proxy server. Required when enabled.",
			func(p *Proxy) **string { return &p.IP }, stringvalidator.LengthAtLeast(1)),
		integer("port", "Port of the proxy server, 1 to 65535. Required when enabled.",
			func(p *Proxy) **int64 { return &p.Port }, int64validator.Between(1, 65535)),
		text("mode", "How traffic reaches the proxy: `proxy` or `vpn`.",
			func(p *Proxy) **string { return &p.Mode }, stringvalidator.OneOf("proxy", "vpn")),
		text("protocol", "Protocol of the proxy server: `socks5` or `http-relay`.",
			func(p *Proxy) **string { return &p.Protocol }, stringvalidator.OneOf("socks5", "http-relay")),
		text("username", "Name to log in with.",
			func(p *Proxy) **string { return &p.Username }, stringvalidator.LengthAtLeast(1)),
		secretText("password", "Password to log in with. It is kept in the state; prefer `password_wo`.",
			func(p *Proxy) **string { return &p.Password }, stringvalidator.LengthAtLeast(1),
			stringvalidator.ConflictsWith(path.MatchRelative().AtParent().AtName("password_wo"))),
		writeOnlyText("password_wo", "Password to log in with, kept neither in plan nor in state (Terraform 1.11, OpenTofu 1.11 and newer).",
			func(p *Proxy) **string { return &p.SecretWO }, stringvalidator.LengthAtLeast(1)),
		versionNumber("password_wo_version", "Version of `password_wo`; a change sends the password again. "+
			"Left out, the provider raises it whenever the password differs from the one it sent last.",
			func(p *Proxy) **int64 { return &p.PasswordVersion },
			int64validator.AlsoRequires(path.MatchRelative().AtParent().AtName("password_wo"))),
	},
	operation: armcloud.SetProxy,
	request: func(p Proxy) any {
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
	},
	undo:  func() Proxy { return Proxy{} },
	check: checkProxy,
}

// checkProxy wants an address and a port of a proxy that is switched on.
func checkProxy(children map[string]attr.Value, at func(string) path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	if enabled, ok := children["enabled"].(types.Bool); ok && (enabled.IsUnknown() || (!enabled.IsNull() && !enabled.ValueBool())) {
		return diags
	}
	for _, name := range []string{"ip", "port"} {
		if child := children[name]; child == nil || child.IsNull() {
			diags.AddAttributeError(at(name), "Missing proxy "+name,
				"A proxy that is switched on needs ip and port. Add "+name+", or set enabled = false.")
		}
	}
	return diags
}
