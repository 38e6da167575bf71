package faults

import (
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// node is a resource during a plan and an apply.
type node struct {
	w        *terraform
	address  string
	typeName string
	schema   *tfprotov6.Schema
	config   tftypes.Value
	object   *object // nil: not in the state
	action   string  // create, update, delete, replace, or "" for none
	planned  planned

	diagnostics []*tfprotov6.Diagnostic
	broken      []string
}

// planned is the response to a plan.
type planned struct {
	value    tftypes.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
	replace  bool
}

func (n *node) null() tftypes.Value { return tftypes.NewValue(n.schema.ValueType(), nil) }

// report records diagnostics, and reports whether there was no error.
func (n *node) report(problems []*tfprotov6.Diagnostic, err error) bool {
	if err != nil {
		n.broken = append(n.broken, fmt.Sprintf("%s: the protocol server failed: %v", n.address, err))
		return false
	}
	n.diagnostics = append(n.diagnostics, problems...)
	return !slices.ContainsFunc(problems, func(d *tfprotov6.Diagnostic) bool { return d.Severity == tfprotov6.DiagnosticSeverityError })
}

func (n *node) breaks(format string, args ...any) {
	n.broken = append(n.broken, n.address+": "+fmt.Sprintf(format, args...))
}

// refreshAndPlan reads the object and plans its change.
func (n *node) refreshAndPlan(s server) {
	n.action = ""
	if !n.config.IsNull() {
		checked, err := s.ValidateResourceConfig(n.w.t.Context(), &tfprotov6.ValidateResourceConfigRequest{
			TypeName: n.typeName, Config: dynamic(n.config),
			ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true},
		})
		if !n.report(checked.Diagnostics, err) {
			return
		}
	}
	if !n.refresh(s) {
		return
	}
	switch {
	case n.object == nil && n.config.IsNull():
	case n.object == nil:
		n.action = n.planTo(s, "create", nil, n.config)
	case n.config.IsNull():
		n.action = n.planTo(s, "delete", n.object, n.null())
	case n.object.tainted:
		n.action = n.planTo(s, "replace", nil, n.config)
	default:
		n.action = n.planUpdate(s)
	}
}

func (n *node) planUpdate(s server) string {
	action := n.planTo(s, "update", n.object, n.config)
	switch {
	case action == "":
		return ""
	case n.planned.replace:
		after := &object{typeName: n.typeName, value: n.null(), private: n.planned.private, identity: n.object.identity}
		return n.planTo(s, "replace", after, n.config)
	case n.planned.value.Equal(n.object.value):
		return ""
	default:
		return action
	}
}

// refresh reads the object. It reports whether there was no error.
func (n *node) refresh(s server) bool {
	if n.object == nil {
		return true
	}
	resp, err := s.ReadResource(n.w.t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: n.typeName, CurrentState: dynamic(n.object.value), Private: n.object.private, CurrentIdentity: n.object.identity,
	})
	if !n.report(resp.Diagnostics, err) {
		return false
	}
	value := decoded(resp.NewState, n.schema.ValueType())
	if value.IsNull() {
		n.object = nil
		return true
	}
	n.object.value, n.object.private, n.object.identity = value, resp.Private, resp.NewIdentity
	return true
}

// planTo plans the change of an object, nil if it does not exist, to a configuration. It
// returns the action, or "" after an error.
func (n *node) planTo(s server, action string, prior *object, config tftypes.Value) string {
	if prior == nil {
		prior = &object{value: n.null()}
	}
	resp, err := s.PlanResourceChange(n.w.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: n.typeName, PriorState: dynamic(prior.value), Config: dynamic(config), PriorPrivate: prior.private, PriorIdentity: prior.identity,
		ProposedNewState: dynamic(proposed(n.schema.Block.Attributes, prior.value, config)),
	})
	if !n.report(resp.Diagnostics, err) {
		return ""
	}
	n.planned = planned{
		value:   decoded(resp.PlannedState, n.schema.ValueType()),
		private: resp.PlannedPrivate, identity: resp.PlannedIdentity, replace: len(resp.RequiresReplace) > 0,
	}
	return action
}

// apply plans the change again and applies it.
func (n *node) apply(s server) {
	switch n.action {
	case "create":
		if n.again(s, nil) {
			n.change(s, n.null())
		}
	case "update":
		if n.again(s, n.object) {
			n.change(s, n.object.value)
		}
	case "delete":
		n.delete(s, n.planned)
	case "replace":
		if n.delete(s, n.planned); n.object == nil && n.again(s, nil) {
			n.change(s, n.null())
		}
	}
}

// again plans in the process of the apply. The plan may only become more precise.
func (n *node) again(s server, prior *object) bool {
	before := n.planned.value
	if n.planTo(s, n.action, prior, n.config) == "" {
		return false
	}
	if !compatible(before, n.planned.value) {
		n.breaks("inconsistent final plan: got %s, want %s", n.planned.value, before)
	}
	return true
}

// change creates or updates the object.
func (n *node) change(s server, prior tftypes.Value) {
	resp, err := s.ApplyResourceChange(n.w.t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: n.typeName, PriorState: dynamic(prior), PlannedState: dynamic(n.planned.value), Config: dynamic(n.config),
		PlannedPrivate: n.planned.private, PlannedIdentity: n.planned.identity,
	})
	done := n.report(resp.Diagnostics, err)
	value := decoded(resp.NewState, n.schema.ValueType())
	switch {
	case value.IsNull():
		if done {
			n.breaks("no new state and no error")
		}
		if prior.IsNull() {
			n.object = nil
		}
		return
	case done && !compatible(n.planned.value, value):
		n.breaks("inconsistent result after apply: got %s, want %s", value, n.planned.value)
	case !value.IsFullyKnown():
		n.breaks("unknown values after apply: %s", value)
	}
	tainted := n.object != nil && n.object.tainted && !prior.IsNull()
	n.object = &object{typeName: n.typeName, value: value, private: resp.Private, identity: resp.NewIdentity, tainted: tainted || prior.IsNull() && !done}
}

// delete deletes the object. It stays in the state if that fails.
func (n *node) delete(s server, plan planned) {
	resp, err := s.ApplyResourceChange(n.w.t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: n.typeName, PriorState: dynamic(n.object.value), PlannedState: dynamic(n.null()), Config: dynamic(n.null()),
		PlannedPrivate: plan.private, PlannedIdentity: n.object.identity,
	})
	done := n.report(resp.Diagnostics, err)
	value := decoded(resp.NewState, n.schema.ValueType())
	if value.IsNull() {
		n.object = nil
		return
	}
	if done {
		n.breaks("a deleted object is left: %s", value)
	}
	n.object = &object{typeName: n.typeName, value: value, private: resp.Private, identity: n.object.identity, tainted: n.object.tainted}
}
