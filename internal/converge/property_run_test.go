package converge_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit/tfkittest"
)

// keyPairs are the key pairs of the provider.
var keyPairs = [][2]string{{"access-1", "secret-1"}, {"access-2", "secret-2"}, {"access-1", "secret-3"}}

// run is one terraform apply: a process that plans, and one that applies.
type run struct {
	*sequence
	refresh bool
	// inTurn is true if resources are refreshed and planned one at a time.
	inTurn  bool
	targets []*resource
	// timeouts and starts are those of the targets, after the beginning of the apply.
	timeouts, starts []time.Duration
	// stop ends the process that applies, if non-nil. If it is killed, nothing of the
	// objects that it was working on is saved.
	stop   *convergetest.Stop
	killed bool

	planning, applying *tfkit.Data
	// nodes are those with something to do.
	nodes        []*node
	mu           sync.Mutex
	begun, ended bool
	// reboots is how many restarts and erasures there were before the apply.
	reboots int
}

// newData returns the data of a new process.
func (s *sequence) newData() *tfkit.Data {
	<-time.After(time.Second)
	pair := keyPairs[s.keys]
	return &tfkit.Data{Engine: s.model.Engine(), Ledger: &ledger.Ledger{}, AccessKey: pair[0], SecretKey: pair[1]}
}

// do plans and applies.
func (r *run) do(ctx context.Context) (problem string) {
	r.planning = r.newData()
	r.plan(ctx)
	if problem := r.checkRefreshed(); problem != "" {
		return problem
	}
	r.applying, r.reboots = r.newData(), r.model.Reboots()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if r.stop != nil {
		r.stop.Cancel = func() {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.ended = true
			cancel()
		}
	}
	r.model.SetStop(r.stop)
	r.model.Forget()
	var all sync.WaitGroup
	for _, n := range r.nodes {
		all.Go(func() {
			<-time.After(n.start)
			n.apply(ctx)
		})
	}
	all.Wait()
	r.model.SetStop(nil)
	for _, n := range r.nodes {
		r.log = append(r.log, n.log...)
	}
	return ""
}

// plan refreshes the objects and decides what to do with each of them.
func (r *run) plan(ctx context.Context) {
	var nodes []*node
	for i, target := range r.targets {
		// An import always reads.
		r.refresh = r.refresh || target.has != nil && target.has.imported
		nodes = append(nodes, &node{run: r, resource: target, private: tfkittest.Private{}, timeout: r.timeouts[i], start: r.starts[i], resets: r.model.Count(target.owner(), "reset")})
	}
	for i, n := range nodes {
		n.pending = r.handedOver(nodes, i)
	}
	var all sync.WaitGroup
	for i, n := range nodes {
		if r.inTurn {
			n.plan(ctx)
			continue
		}
		all.Go(func() {
			<-time.After(time.Duration(i) * time.Millisecond)
			n.plan(ctx)
		})
	}
	all.Wait()
	for _, n := range nodes {
		r.log = append(r.log, n.log...)
		n.log = nil
		if n.warned {
			r.doubt(r.other(n.resource))
		}
		if n.creating || n.updating || n.deleting {
			r.nodes = append(r.nodes, n)
			n.ask()
		}
	}
}

// handedOver returns the tasks of other objects that the plan hands over to one that
// replaces a tainted object: of those whose refresh has begun before.
func (r *run) handedOver(nodes []*node, i int) []int64 {
	if has := nodes[i].has; !r.refresh || has == nil || !has.tainted || nodes[i].want == nil {
		return nil
	}
	var tasks []int64
	for at, n := range nodes {
		if at != i && n.has != nil && (!r.inTurn || at < i) {
			tasks = append(tasks, n.has.Holding.Running()...)
		}
	}
	return tasks
}

// checkRefreshed checks what the objects claim if all of them were refreshed.
func (r *run) checkRefreshed() string {
	if !r.refresh || len(r.targets) < len(r.resources) {
		return ""
	}
	for i, target := range r.targets {
		// In turn, the first one does not learn of the second.
		target.unread = target.unread && r.inTurn && i > 0
	}
	if r.drifted && r.model.Blocked() {
		return "" // an instance that is out of service shows nothing
	}
	r.drifted = false
	return cmp.Or(r.checkNotes(), r.checkClaims())
}

// checkNotes checks that each object notes which settings the other one holds too.
func (r *run) checkNotes() string {
	for i, target := range r.targets {
		other := r.other(target)
		if target.has == nil || other.has == nil || r.inTurn && i == 0 {
			continue
		}
		for _, name := range ownership.Names(target.has.Holding) {
			if known(other.has, name) && slices.Contains(ownership.Held(other.has.Holding), name) && !slices.Contains(target.has.Others[name], other.has.LedgerName(other.typeName)) {
				return fmt.Sprintf("%s does not note that %s holds %s", target.typeName, other.typeName, name)
			}
		}
	}
	return ""
}
