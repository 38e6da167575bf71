package instance_test

import (
	"fmt"
	"math/big"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator/simulatortest"
)

// benchmarked is how many instances the benchmarks manage.
const benchmarked = 200

// The benchmarks manage instances with armcloud_instance and with a single-setting
// resource. They call the provider as Terraform does, but in this process.
//
// BenchmarkNoopPlan measures the refresh and the plan of 200 resources without changes.
func BenchmarkNoopPlan(b *testing.B) {
	for _, r := range benchmarkedResources {
		b.Run(r.name, func(b *testing.B) {
			startAccount(b)
			c := newCaller(b, r)
			objects := c.each(func(i int) managed { return c.apply(b, i) })
			b.ReportAllocs()
			for b.Loop() {
				// A plan has a provider process of its own.
				b.StopTimer()
				c := newCaller(b, r)
				b.StartTimer()
				c.each(func(i int) managed { return c.noopPlan(b, i, objects[i]) })
			}
		})
	}
}

// BenchmarkCreate measures the plan and the apply of 200 resources at the same time,
// including the tasks.
func BenchmarkCreate(b *testing.B) {
	for _, r := range benchmarkedResources {
		b.Run(r.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				startAccount(b)
				c := newCaller(b, r)
				b.StartTimer()
				c.each(func(i int) managed { return c.apply(b, i) })
			}
		})
	}
}

// benchmarkedResource is a resource with the same setting.
type benchmarkedResource struct {
	name string
	// config returns the attributes that are set, beside the pad code.
	config func(upload, download any) map[string]any
}

var benchmarkedResources = []benchmarkedResource{
	{"armcloud_instance", func(upload, download any) map[string]any {
		return map[string]any{"bandwidth": map[string]any{"upload_mbps": upload, "download_mbps": download}}
	}},
	{"armcloud_instance_bandwidth", func(upload, download any) map[string]any {
		return map[string]any{"upload_mbps": upload, "download_mbps": download}
	}},
}

// caller calls a configured provider about one resource type.
type caller struct {
	benchmarkedResource
	server tfprotov6.ProviderServer
	kind   tftypes.Object
}

// managed is an object in the state.
type managed struct {
	state, config *tfprotov6.DynamicValue
	private       []byte
	identity      *tfprotov6.ResourceIdentityData
}

func startAccount(b *testing.B) {
	b.Helper()
	simulatortest.Start(b, simulator.Options{Instances: benchmarked}).Env(b)
}

func newCaller(b *testing.B, r benchmarkedResource) *caller {
	b.Helper()
	server, err := provider.NewServer("test")()
	if err != nil {
		b.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		b.Fatal(err)
	}
	settings, ok := schemas.Provider.ValueType().(tftypes.Object)
	if !ok {
		b.Fatal("got a provider block that is no object")
	}
	c := &caller{benchmarkedResource: r, server: server}
	configured, err := server.ConfigureProvider(b.Context(), &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.99.0", Config: encode(b, settings, map[string]any{"poll_interval": "10ms", "max_poll_interval": "50ms"}),
	})
	if err != nil || len(configured.Diagnostics) > 0 {
		b.Fatalf("got %v and %v, want a configured provider", err, configured.Diagnostics)
	}
	if c.kind, ok = schemas.ResourceSchemas[r.name].ValueType().(tftypes.Object); !ok {
		b.Fatal("got a resource that is no object")
	}
	return c
}

// encode encodes an object. Attributes that are missing are null.
func encode(b *testing.B, kind tftypes.Object, attributes map[string]any) *tfprotov6.DynamicValue {
	b.Helper()
	value, err := tfprotov6.NewDynamicValue(kind, valueOf(kind, attributes))
	if err != nil {
		b.Fatal(err)
	}
	return &value
}

func valueOf(kind tftypes.Type, value any) tftypes.Value {
	switch v := value.(type) {
	case map[string]any:
		object, _ := kind.(tftypes.Object)
		attributes := map[string]tftypes.Value{}
		for name, of := range object.AttributeTypes {
			attributes[name] = valueOf(of, v[name])
		}
		return tftypes.NewValue(kind, attributes)
	case int:
		return tftypes.NewValue(kind, big.NewFloat(float64(v)))
	default:
		return tftypes.NewValue(kind, v)
	}
}

// each calls f for all instances at the same time.
func (c *caller) each(f func(i int) managed) []managed {
	objects := make([]managed, benchmarked)
	var all sync.WaitGroup
	for i := range objects {
		all.Go(func() { objects[i] = f(i) })
	}
	all.Wait()
	return objects
}

// apply plans and creates a resource.
func (c *caller) apply(b *testing.B, i int) managed {
	b.Helper()
	attributes := c.config(10, 20)
	attributes["pad_code"] = fmt.Sprintf("AC32010%06d", i+1)
	config := encode(b, c.kind, attributes)
	none, err := tfprotov6.NewDynamicValue(c.kind, tftypes.NewValue(c.kind, nil))
	if err != nil {
		b.Fatal(err)
	}
	plan, err := c.server.PlanResourceChange(b.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: c.name, Config: config, PriorState: &none, ProposedNewState: config,
	})
	c.check(b, err, plan.Diagnostics)
	applied, err := c.server.ApplyResourceChange(b.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: c.name, Config: config, PriorState: &none, PlannedState: plan.PlannedState, PlannedPrivate: plan.PlannedPrivate,
		PlannedIdentity: plan.PlannedIdentity,
	})
	c.check(b, err, applied.Diagnostics)
	return managed{applied.NewState, config, applied.Private, applied.NewIdentity}
}

// noopPlan refreshes a resource and plans it.
func (c *caller) noopPlan(b *testing.B, i int, o managed) managed {
	b.Helper()
	read, err := c.server.ReadResource(b.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: c.name, CurrentState: o.state, Private: o.private, CurrentIdentity: o.identity,
	})
	c.check(b, err, read.Diagnostics)
	plan, err := c.server.PlanResourceChange(b.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: c.name, Config: o.config, PriorState: read.NewState, ProposedNewState: read.NewState, PriorPrivate: read.Private, PriorIdentity: read.NewIdentity,
	})
	c.check(b, err, plan.Diagnostics)
	before, err1 := read.NewState.Unmarshal(c.kind)
	after, err2 := plan.PlannedState.Unmarshal(c.kind)
	if err1 != nil || err2 != nil || !before.Equal(after) {
		b.Fatalf("instance %d: got a change of %v to %v, want none", i, before, after)
	}
	return managed{read.NewState, o.config, plan.PlannedPrivate, plan.PlannedIdentity}
}

func (c *caller) check(b *testing.B, err error, problems []*tfprotov6.Diagnostic) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	for _, problem := range problems {
		b.Fatalf("got %+v, want no diagnostics", *problem)
	}
}
