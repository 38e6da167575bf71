package converge_test

import (
	"fmt"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// checkUndo checks that a setting that was undone is not one that the other resource
// holds, or that it has claimed before.
func (n *node) checkUndo(name string) {
	other := n.other(n.resource)
	holds := other.want != nil && other.has != nil && known(other.has, name) && slices.Contains(n.before.Others[name], other.has.LedgerName(other.typeName))
	switch claimed := n.claimedBefore(other, name); {
	// A tainted object that is replaced gets no private state, and what the plan has
	// read of it is missing without a refresh. So it knows only of claims. The other
	// resource learns of the undo.
	case holds && (claimed || !n.before.tainted || !n.creating || n.refresh):
		n.problem = fmt.Sprintf("%s has undone %s, which %s holds", n.typeName, name, other.typeName)
	case claimed:
		n.problem = fmt.Sprintf("%s has undone %s, which %s has claimed", n.typeName, name, other.typeName)
	}
}

// checkKept checks that not both resources have left a setting to the other one.
func (n *node) checkKept() {
	for _, o := range n.nodes {
		for _, report := range n.reports {
			for _, name := range report.Kept {
				if o != n && o.kept(name) && (n.want == nil || n.want.values[name] == nil) && (o.want == nil || o.want.values[name] == nil) {
					n.problem = fmt.Sprintf("both resources have left %s to each other", name)
				}
			}
		}
	}
}

// kept reports whether a setting was left to the other resource.
func (n *node) kept(name string) bool {
	return slices.ContainsFunc(n.reports, func(r converge.Report) bool { return slices.Contains(r.Kept, name) })
}

// claimedBefore reports whether a resource had claimed a setting in the same process
// before this one began.
func (n *node) claimedBefore(other *resource, name string) bool {
	return slices.ContainsFunc(n.nodes, func(o *node) bool {
		return o.resource == other && !o.claimed.IsZero() && o.claimed.Before(n.began) && o.want.values[name] != nil
	})
}

// undid reports whether a setting was undone.
func (n *node) undid(name string) bool {
	return slices.ContainsFunc(n.reports, func(r converge.Report) bool {
		return r.Undone[name].Kind == converge.Done && !slices.Contains(r.Kept, name)
	})
}
