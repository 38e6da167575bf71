package acctest

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// AwaitPolls waits until the provider has polled tasks three more times. Then it has
// received the response to what it submitted before, and an interrupt cannot cancel
// that request.
func (a *Account) AwaitPolls(t testing.TB) {
	t.Helper()
	before := a.polls()
	Eventually(t, "the provider polls tasks", func() bool { return a.polls() >= before+3 })
}

// polls returns the number of requests that query tasks.
func (a *Account) polls() int {
	count := 0
	for _, op := range []*armcloud.Operation{armcloud.QueryTasks, armcloud.QueryFileTasks, armcloud.QueryImageTasks} {
		count += a.Counters().Requests[op.Path]
	}
	return count
}
