package faults

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// importAll imports all objects of the state again, by their identities or by an id. What
// it finds must be as in the state.
func (w *terraform) importAll(id string) *run {
	s := w.start()
	nodes := map[string]*node{}
	for address, o := range w.state {
		n := &node{w: w, address: address, typeName: o.typeName, schema: served(w.t).ResourceSchemas[o.typeName], object: o}
		nodes[address] = n
	}
	result := &run{}
	w.each(nodes, result, func(n *node) { n.importAgain(s, id) })
	return result
}

// importAgain imports the object and refreshes it. If it finds nothing, Terraform reports
// that.
func (n *node) importAgain(s server, id string) {
	req := &tfprotov6.ImportResourceStateRequest{TypeName: n.typeName, ID: id}
	if id == "" {
		req.Identity = n.object.identity
	}
	resp, err := s.ImportResourceState(n.w.t.Context(), req)
	if !n.report(resp.Diagnostics, err) {
		return
	}
	if len(resp.ImportedResources) != 1 {
		n.breaks("got %d imported objects, want 1", len(resp.ImportedResources))
		return
	}
	known := n.object.value
	got := resp.ImportedResources[0]
	n.object = &object{typeName: n.typeName, value: decoded(got.State, n.schema.ValueType()), private: got.Private, identity: got.Identity}
	if !n.refresh(s) || n.object == nil {
		return
	}
	before := attributesOf(known)
	for name, value := range attributesOf(n.object.value) {
		// A bool may be an option that the account does not show.
		if was := before[name]; (value.Type().Is(tftypes.String) || value.Type().Is(tftypes.Number)) && !value.IsNull() && !was.IsNull() && !value.Equal(was) {
			n.breaks("the import shows %s of %s, want %s", value, name, was)
		}
	}
}
