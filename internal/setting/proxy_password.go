package setting

import (
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// ProxyName is the name of the setting that has a password.
const ProxyName = "proxy"

// TakesProxyPassword reports whether a value is a proxy with a user name.
func TakesProxyPassword(value converge.Value) bool {
	p, ok := value.(Proxy)
	return ok && p.Username != nil
}

// WithProxyPassword returns a proxy with another password, which is part of the value.
func WithProxyPassword(d converge.Desired, password string) converge.Desired {
	return withProxy(d, func(p *Proxy) { p.Password = &password })
}

// WithSecretProxyPassword returns a proxy with another password, which is not part of
// the value. It is "" for a value from a state, which lacks the password.
func WithSecretProxyPassword(d converge.Desired, password string) converge.Desired {
	return withProxy(d, func(p *Proxy) {
		if password == "" {
			p.SecretLeftOut = true
		} else {
			p.SecretWO = &password
		}
	})
}

// withProxy returns a changed proxy without the password that it had.
func withProxy(d converge.Desired, change func(*Proxy)) converge.Desired {
	p, ok := d.Value.(Proxy)
	if !ok {
		return d
	}
	p.Password, p.PasswordVersion, p.SecretWO = nil, nil, nil
	change(&p)
	d.Value, d.Digest, d.Secret = p, converge.Hash(p), ""
	return d
}
