package convergetest

import (
	"context"
	"encoding/json"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

type ownerKey struct{}

// WithOwner returns a context whose changes are those of an owner.
func WithOwner(ctx context.Context, owner string) context.Context {
	return context.WithValue(ctx, ownerKey{}, owner)
}

func ownerOf(ctx context.Context) string {
	owner, _ := ctx.Value(ownerKey{}).(string)
	return owner
}

// audit finds changes that must not be sent. An owner may send a restart, a reset,
// an image, an app or a proxy if the instance does not have it, or if it was asked
// for since its last success.
type audit struct {
	problems []string
	// asks holds the number of submits when a change was asked for last, by owner and
	// change.
	asks    map[[2]string]int
	submits int
	// wipes holds how many upgrades of an owner may still wipe.
	wipes map[string]int
	// counts holds how often an owner has restarted the instance, and sent a reset;
	// reboots is how often the instance was restarted or erased.
	counts  map[[2]string]int
	reboots int
	// seen are all owners and changes so far.
	seenOwners, seenChanges map[string]bool
}

// Problems returns what must not have happened.
func (m *Model) Problems() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	return m.audit.problems
}

// Ask records that changes of an owner are asked for: "restart", "reset", or the
// name of a setting.
func (m *Model) Ask(owner string, changes ...string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	for _, change := range changes {
		m.audit.ask(owner, change)
	}
}

func (a *audit) ask(owner, change string) {
	if a.asks == nil {
		a.asks, a.wipes = map[[2]string]int{}, map[string]int{}
		a.seenOwners, a.seenChanges = map[string]bool{}, map[string]bool{}
	}
	a.seenOwners[owner], a.seenChanges[change] = true, true
	a.asks[[2]string{owner, change}] = a.submits
}

// askAgain records that everything may have been erased.
func (a *audit) askAgain() {
	for owner := range a.seenOwners {
		for change := range a.seenChanges {
			if change != "image" && change != "restart" && change != "reset" {
				a.ask(owner, change)
			}
		}
	}
}

// AllowWipe records that the owner may wipe the instance with its next image. An
// upgrade that is running may wipe too.
func (m *Model) AllowWipe(owner string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	m.audit.ask(owner, "image")
	m.audit.wipes[owner] = 1
	for _, t := range m.tasks {
		if !t.ended && t.owner == owner && t.op == armcloud.UpgradeImage {
			m.audit.wipes[owner]++
		}
	}
}

// Count returns how often an owner has restarted the instance ("restart"), or has sent
// a reset ("reset").
func (m *Model) Count(owner, change string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	return m.audit.counts[[2]string{owner, change}]
}

// Reboots returns how often the instance was restarted or erased.
func (m *Model) Reboots() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	return m.audit.reboots
}

// changeName names the changes that are audited.
func changeName(op *armcloud.Operation, params json.RawMessage) string {
	switch op {
	case armcloud.Restart:
		return "restart"
	case armcloud.Reset:
		return "reset"
	case armcloud.UpgradeImage:
		return "image"
	case armcloud.InstallApp:
		return "apps/" + parse(params).Apps[0].PkgName
	case armcloud.SetProxy:
		if parse(params).Enable {
			return "proxy"
		}
	}
	return ""
}
