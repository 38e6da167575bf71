package action_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator/simulatortest"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

const (
	codeA = "AC32010000001"
	codeB = "AC32010000002"
	codeC = "AC32010000003"
)

// account is a simulated account with the data of a provider process.
type account struct {
	*simulatortest.Server
	data *tfkit.Data
	// onMessage, if non-nil, is called for each message of the progress.
	onMessage func(string)
}

// start starts an account, by default with 5 instances and short tasks.
func start(t testing.TB, options simulator.Options, more engine.Options) account {
	t.Helper()
	if options.Instances == 0 {
		options.Instances = 5
	}
	server := simulatortest.Start(t, options)
	client, err := armcloud.New(armcloud.Config{Endpoint: server.URL, AccessKey: simulator.DefaultAccessKey, SecretKey: simulator.DefaultSecretKey, RequestsPerSecond: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	more.PollInterval, more.MaxPollInterval = 10*time.Millisecond, 100*time.Millisecond
	return account{Server: server, data: &tfkit.Data{Client: client, Engine: engine.New(client, more), Ledger: &ledger.Ledger{}}}
}

// instance returns the state of an instance.
func (a account) instance(t testing.TB, code string) simulator.InstanceState {
	t.Helper()
	state, ok := a.Instance(code)
	if !ok {
		t.Fatalf("got no instance %s", code)
	}
	return state
}

// fault injects a fault.
func (a account) fault(t testing.TB, f simulator.Fault) {
	t.Helper()
	if err := a.AddFault(f); err != nil {
		t.Fatal(err)
	}
}

// values are attributes of a configuration: strings, numbers, booleans and lists of
// strings.
type values map[string]any

// invocation is an action that was invoked.
type invocation struct {
	messages []string
	diags    diag.Diagnostics
}

// configOf returns a configuration. Attributes that are not in v are null.
func configOf(ctx context.Context, t testing.TB, a action.Action, v values) tfsdk.Config {
	t.Helper()
	var resp action.SchemaResponse
	a.Schema(ctx, action.SchemaRequest{}, &resp)
	if diags := resp.Schema.ValidateImplementation(ctx); diags.HasError() {
		t.Fatal(diags)
	}
	object, ok := resp.Schema.Type().TerraformType(ctx).(tftypes.Object)
	if !ok {
		t.Fatal("got a schema that is no object")
	}
	attributes := map[string]tftypes.Value{}
	for name, attribute := range object.AttributeTypes {
		attributes[name] = tftypes.NewValue(attribute, nil)
	}
	for name, value := range v {
		attributes[name] = terraformValue(object.AttributeTypes[name], value)
	}
	return tfsdk.Config{Schema: resp.Schema, Raw: tftypes.NewValue(object, attributes)}
}

func terraformValue(of tftypes.Type, value any) tftypes.Value {
	switch v := value.(type) {
	case []string:
		list := make([]tftypes.Value, len(v))
		for i, text := range v {
			list[i] = tftypes.NewValue(tftypes.String, text)
		}
		return tftypes.NewValue(of, list)
	case []map[string]string: // contacts
		element := of.(tftypes.List).ElementType
		list := make([]tftypes.Value, len(v))
		for i, fields := range v {
			object := map[string]tftypes.Value{}
			for name := range element.(tftypes.Object).AttributeTypes {
				object[name] = tftypes.NewValue(tftypes.String, nil)
			}
			for name, text := range fields {
				object[name] = tftypes.NewValue(tftypes.String, text)
			}
			list[i] = tftypes.NewValue(element, object)
		}
		return tftypes.NewValue(of, list)
	default:
		return tftypes.NewValue(of, value)
	}
}

// invoke invokes a new action.
func (a account) invoke(ctx context.Context, t testing.TB, create func() action.Action, v values) invocation {
	t.Helper()
	it := create()
	configured, ok := it.(action.ActionWithConfigure)
	if !ok {
		t.Fatal("got an action without Configure")
	}
	configured.Configure(ctx, action.ConfigureRequest{ProviderData: a.data}, &action.ConfigureResponse{})
	var got invocation
	var mu sync.Mutex
	resp := action.InvokeResponse{SendProgress: func(event action.InvokeProgressEvent) {
		mu.Lock()
		defer mu.Unlock()
		got.messages = append(got.messages, event.Message)
		if a.onMessage != nil {
			a.onMessage(event.Message)
		}
	}}
	it.Invoke(ctx, action.InvokeRequest{Config: configOf(ctx, t, it, v)}, &resp)
	got.diags = resp.Diagnostics
	return got
}

// errors returns the text of the errors.
func (i invocation) errors() string {
	var texts []string
	for _, d := range i.diags.Errors() {
		texts = append(texts, d.Summary()+"\n"+d.Detail())
	}
	return strings.Join(texts, "\n")
}

// warnings returns the text of the warnings.
func (i invocation) warnings() string {
	var texts []string
	for _, d := range i.diags.Warnings() {
		texts = append(texts, d.Summary()+"\n"+d.Detail())
	}
	return strings.Join(texts, "\n")
}

// last returns the last message.
func (i invocation) last() string {
	if len(i.messages) == 0 {
		return ""
	}
	return i.messages[len(i.messages)-1]
}

// contains fails unless a text contains others.
func contains(t testing.TB, what, text string, others ...string) {
	t.Helper()
	for _, other := range others {
		if !strings.Contains(text, other) {
			t.Errorf("%s: got no %q in:\n%s", what, other, text)
		}
	}
}

// shows reports whether a message was sent.
func (i invocation) shows(text string) bool {
	return slices.ContainsFunc(i.messages, func(m string) bool { return strings.Contains(m, text) })
}
