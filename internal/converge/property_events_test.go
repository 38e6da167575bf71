package converge_test

import (
	"fmt"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// rotate changes the key pair of the provider. A password is sent again once for
// each pair, because its fingerprints cannot be compared.
func (s *sequence) rotate() {
	s.keys = (s.keys + 1 + s.random.IntN(len(keyPairs)-1)) % len(keyPairs)
	s.logf("key pair %v", keyPairs[s.keys])
	for _, r := range s.resources {
		if pair := keyPairs[s.keys]; r.want != nil && r.pairs[pair[0]] != pair[1] {
			s.model.Ask(r.owner(), "proxy")
		}
	}
}

// newSecret changes the write-only password of the proxy.
func (s *sequence) newSecret(r *resource) {
	if r.want.values["proxy"] == nil {
		return
	}
	secret := fmt.Sprint("password-", s.random.IntN(3))
	s.logf("secret %s", secret)
	for _, shared := range s.resources {
		if shared.want != nil && shared.want.values["proxy"] != nil {
			s.setSecret(shared, secret)
		}
	}
}

func (s *sequence) setSecret(r *resource, secret string) {
	if r.want.secret != secret {
		r.want.secret, r.pairs = secret, nil
		s.model.Ask(r.owner(), "proxy")
	}
}

// drift changes the instance outside Terraform, in a way that the API shows.
func (s *sequence) drift() {
	for _, r := range s.resources {
		if len(s.doubts[r]) > 0 || r.has != nil && len(r.has.Holding.Unfinished()) > 0 {
			return // it would destroy the only evidence of a change under way
		}
	}
	s.logf("drift")
	s.drifted = true
	s.model.Change(func(state convergetest.State) {
		delete(state.Has, "apps/com.example.a")
		if _, flashed := state.Has["image"]; flashed {
			state.Has["image"] = "img-other"
		}
	})
	for _, r := range s.resources {
		s.model.Ask(r.owner(), "apps/com.example.a")
		if r.has != nil && r.want != nil && r.want.values["image"] != nil && !known(r.has, "image") {
			s.ask(r, "image") // after an import, another image is not a repair
		}
	}
}

// reimport forgets an object and imports it. A user has to wait for what is running
// then, because nothing knows of it.
func (s *sequence) reimport(r *resource) {
	if r.has == nil {
		return
	}
	s.logf("import %s", r.typeName)
	has := s.model.Settle().Has
	for name := range r.has.Holding.Settings {
		s.leftovers[name] = true
	}
	s.vanish(r)
	r.has = s.newObject()
	r.has.imported, r.replace, r.owed, r.pairs = true, false, -1, nil
	for _, name := range r.want.names() {
		switch after := stateOf(name, r.want.values[name]); {
		case name != "image":
			s.model.Ask(r.owner(), name)
		case has["image"] != after.Has["image"]:
			s.ask(r, name)
		case r.want.triggers > 0:
			s.model.Ask(r.owner(), name)
		}
	}
	if r.want.restarts > 0 {
		s.model.Ask(r.owner(), "restart")
	}
}

// resend raises the triggers, which erases nothing.
func (s *sequence) resend(r *resource) {
	r.want.triggers++
	s.logf("triggers of %s", r.typeName)
	s.model.Ask(r.owner(), r.want.names()...)
}

func (s *sequence) remove(r *resource, name string) {
	s.logf("remove %s of %s", name, r.typeName)
	delete(r.want.values, name)
}
