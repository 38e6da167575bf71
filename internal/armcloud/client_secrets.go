package armcloud

import "sync"

// mostSecrets bounds the memory of a client that sends a secret of its own to
// every phone.
const mostSecrets = 20_000

// memory holds the secrets that a client has sent, so that an answer which
// echoes one much later (in the remark of a task, say) is cleaned as well.
type memory struct {
	mu    sync.Mutex
	known map[string]bool
	list  []string
}

// learn adds secrets and gives them with all that are known, in a list that
// later calls do not change.
func (m *memory) learn(secrets []string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil {
		m.known = map[string]bool{}
	}
	for _, secret := range secrets {
		if !m.known[secret] && len(m.list) < mostSecrets {
			m.known[secret] = true
			m.list = append(m.list, secret)
		}
	}
	all := m.list[:len(m.list):len(m.list)]
	if len(all) < mostSecrets {
		return all
	}
	return append(all, secrets...)
}
