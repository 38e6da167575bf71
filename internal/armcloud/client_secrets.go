package armcloud

import "sync"

// maxSecrets limits the spellings in the store of a client that sends a different
// secret to every instance.
const maxSecrets = 20_000

// secretStore holds the secrets that a client has sent, so that they can be
// redacted from later responses too, such as the error message of a task.
type secretStore struct {
	mu    sync.Mutex
	known map[string]bool
	list  []string
}

// add stores secrets and returns all spellings of all secrets of the store. Later
// calls do not change the returned slice.
func (s *secretStore) add(secrets ...string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil {
		s.known = map[string]bool{}
	}
	var extra []string // what the store has no room for
	for _, secret := range secrets {
		if s.known[secret] {
			continue
		}
		forms := spellings(secret)
		if len(s.list)+len(forms) > maxSecrets {
			extra = append(extra, forms...)
			continue
		}
		s.known[secret] = true
		s.list = append(s.list, forms...)
	}
	return append(s.list[:len(s.list):len(s.list)], extra...)
}

// all returns the secrets of the store.
func (s *secretStore) all() []string { return s.add() }
