package armcloud

import (
	"testing"
	"testing/synctest"
)

// A read-only client refuses every write before anything is sent, and sends every
// read.
func TestReadOnlyRefusesWrites(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := scripted(ok(`[]`))
		client := newTestClient(t, transport, func(config *Config) { config.ReadOnly = true })
		reads := 0
		for _, op := range Operations() {
			_, err := client.Call(t.Context(), op, nil)
			if op.Write {
				wantClass(t, err, ClassReadOnly)
				if op.Target == "padCodes" || op.Target == "padCode" {
					_, err := client.Submit(t.Context(), op, []string{"AC1"}, nil)
					wantClass(t, err, ClassReadOnly)
				}
				continue
			}
			reads++
			if err != nil {
				t.Errorf("%s: %v", op, err)
			}
		}
		if transport.count() != reads || reads == 0 {
			t.Errorf("got %d requests for %d reads, want as many requests as reads", transport.count(), reads)
		}
	})
}
