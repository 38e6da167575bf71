package faults

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// server is all that the provider serves.
type server interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// schemas are the schemas of the provider.
var schemas = sync.OnceValues(func() (*tfprotov6.GetProviderSchemaResponse, error) {
	s, err := provider.NewServer("test")()
	if err != nil {
		return nil, err
	}
	return s.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
})

// served returns the schemas of the provider.
func served(t testing.TB) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()
	all, err := schemas()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// object is a resource in the state.
type object struct {
	typeName string
	value    tftypes.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
	tainted  bool
}

// resource is a resource in a configuration.
type resource struct {
	typeName string
	block    block
}

// configuration has the resources by address.
type configuration map[string]resource

// terraform is a workspace: it plans and applies as Terraform does. Each plan and each
// apply is a process of the provider.
type terraform struct {
	t       *testing.T
	network *network
	options block // of the provider block

	state map[string]*object
}

func newTerraform(t *testing.T, n *network) *terraform {
	return &terraform{t: t, network: n, state: map[string]*object{}, options: block{}}
}

// start starts the provider and configures it.
func (w *terraform) start() server {
	w.t.Helper()
	s, err := provider.NewServerOver("test", w.network)()
	if err != nil {
		w.t.Fatal(err)
	}
	all, ok := s.(server)
	if !ok {
		w.t.Fatal("got a server without list resources or actions")
	}
	config := valueOf(served(w.t).Provider.ValueType(), block{
		"endpoint": endpoint, "access_key": simulator.DefaultAccessKey, "secret_key": simulator.DefaultSecretKey,
	}.with(w.options))
	resp, err := all.ConfigureProvider(w.t.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.16.0", Config: dynamic(config)})
	if err != nil || len(resp.Diagnostics) > 0 {
		w.t.Fatalf("unable to configure the provider: %v%s", err, texts(resp.Diagnostics))
	}
	return all
}

// run is the outcome of a plan or an apply.
type run struct {
	diagnostics []*tfprotov6.Diagnostic
	// changes are the planned actions by address: create, update, delete or replace.
	changes map[string]string
	// broken are rules of the protocol that the provider has violated.
	broken []string
}

func (r *run) errors() []*tfprotov6.Diagnostic {
	return slices.DeleteFunc(slices.Clone(r.diagnostics), func(d *tfprotov6.Diagnostic) bool { return d.Severity != tfprotov6.DiagnosticSeverityError })
}

func (r *run) failed() bool { return len(r.errors()) > 0 }

// plan refreshes and plans all resources. It saves the refreshed state if there was no
// error.
func (w *terraform) plan(config configuration) *run {
	result, _ := w.planAll(w.start(), config)
	return result
}

// apply plans and applies.
func (w *terraform) apply(config configuration) *run {
	result, nodes := w.planAll(w.start(), config)
	if result.failed() || len(result.changes) == 0 {
		return result
	}
	s := w.start()
	w.each(nodes, result, func(n *node) {
		if n.action != "" {
			n.apply(s)
		}
	})
	for address, n := range nodes {
		if n.object == nil {
			delete(w.state, address)
		} else {
			w.state[address] = n.object
		}
	}
	return result
}

// planAll refreshes and plans all resources that are configured or in the state.
func (w *terraform) planAll(s server, config configuration) (*run, map[string]*node) {
	nodes := map[string]*node{}
	for address, o := range w.state {
		copied := *o
		nodes[address] = &node{w: w, address: address, typeName: o.typeName, object: &copied}
	}
	for address, r := range config {
		if nodes[address] == nil {
			nodes[address] = &node{w: w, address: address, typeName: r.typeName}
		}
	}
	for address, n := range nodes {
		n.schema = served(w.t).ResourceSchemas[n.typeName]
		if n.schema == nil {
			w.t.Fatalf("there is no resource %s", n.typeName)
		}
		n.config = tftypes.NewValue(n.schema.ValueType(), nil)
		if r, has := config[address]; has {
			n.config = valueOf(n.schema.ValueType(), r.block)
		}
	}
	result := &run{changes: map[string]string{}}
	w.each(nodes, result, func(n *node) { n.refreshAndPlan(s) })
	if !result.failed() {
		for address, n := range nodes {
			if n.action != "" {
				result.changes[address] = n.action
			}
			if n.object == nil {
				delete(w.state, address)
			} else {
				refreshed := *n.object
				w.state[address] = &refreshed
			}
		}
	}
	return result, nodes
}

// each calls do for all nodes at the same time and collects what they report.
func (w *terraform) each(nodes map[string]*node, result *run, do func(*node)) {
	var all sync.WaitGroup
	for _, n := range nodes {
		n.diagnostics, n.broken = nil, nil
		all.Go(func() { do(n) })
	}
	all.Wait()
	for _, address := range slices.Sorted(maps.Keys(nodes)) {
		result.diagnostics = append(result.diagnostics, nodes[address].diagnostics...)
		result.broken = append(result.broken, nodes[address].broken...)
	}
}

// texts returns diagnostics as text.
func texts(problems []*tfprotov6.Diagnostic) string {
	var b strings.Builder
	for _, d := range problems {
		fmt.Fprintf(&b, "\n%s: %s\n%s\n", d.Severity, d.Summary, d.Detail)
	}
	return b.String()
}
