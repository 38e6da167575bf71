package token_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// object is a configuration or result. Missing attributes are null.
type object = map[string]any

// session is a configured provider, which is called like Terraform calls it.
type session struct {
	*acctest.Account
	t      *testing.T
	server tfprotov6.ProviderServer
	schema *tfprotov6.GetProviderSchemaResponse
}

// newSession starts an account and configures a provider for it. more has further
// arguments of the provider block.
func newSession(t *testing.T, options simulator.Options, more object) *session {
	t.Helper()
	if options.Instances == 0 {
		options.Instances = 3
	}
	server, err := acctest.Factories["armcloud"]()
	if err != nil {
		t.Fatal(err)
	}
	s := &session{Account: acctest.Start(t, options), t: t, server: server}
	if s.schema, err = server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
		t.Fatal(err)
	}
	block := object{
		"endpoint": s.URL, "access_key": simulator.DefaultAccessKey, "secret_key": simulator.DefaultSecretKey,
		"poll_interval": "20ms", "max_poll_interval": "200ms", "max_retries": 1,
	}
	for name, value := range more {
		block[name] = value
	}
	resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.99.0", Config: s.encode(block)})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatalf("configure: %v %s", err, texts(resp.Diagnostics))
	}
	return s
}

func (s *session) encode(value any) *tfprotov6.DynamicValue {
	s.t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		s.t.Fatal(err)
	}
	return &tfprotov6.DynamicValue{JSON: text}
}

// open validates and opens an ephemeral resource. It returns the result, and how to
// close it.
func (s *session) open(name string, config object) (result object, closeIt func() []*tfprotov6.Diagnostic, problems []*tfprotov6.Diagnostic) {
	s.t.Helper()
	checked, err := s.server.ValidateEphemeralResourceConfig(s.t.Context(), &tfprotov6.ValidateEphemeralResourceConfigRequest{TypeName: name, Config: s.encode(config)})
	if err != nil || len(checked.Diagnostics) > 0 {
		s.t.Fatalf("%s: got an invalid configuration: %v %s", name, err, texts(checked.Diagnostics))
	}
	opened, err := s.server.OpenEphemeralResource(s.t.Context(), &tfprotov6.OpenEphemeralResourceRequest{TypeName: name, Config: s.encode(config)})
	if err != nil {
		s.t.Fatal(err)
	}
	closeIt = func() []*tfprotov6.Diagnostic {
		s.t.Helper()
		closed, err := s.server.CloseEphemeralResource(s.t.Context(), &tfprotov6.CloseEphemeralResourceRequest{TypeName: name, Private: opened.Private})
		if err != nil {
			s.t.Fatal(err)
		}
		return closed.Diagnostics
	}
	if len(opened.Diagnostics) > 0 {
		return nil, closeIt, opened.Diagnostics
	}
	value, err := opened.Result.Unmarshal(s.schema.EphemeralResourceSchemas[name].ValueType())
	if err != nil {
		s.t.Fatal(err)
	}
	decoded, ok := plain(s.t, value).(object)
	if !ok {
		s.t.Fatalf("%s: got %v, want an object", name, value)
	}
	return decoded, closeIt, nil
}

// mustOpen is open, but fails if there are diagnostics.
func (s *session) mustOpen(name string, config object) (object, func() []*tfprotov6.Diagnostic) {
	s.t.Helper()
	result, closeIt, problems := s.open(name, config)
	if len(problems) > 0 {
		s.t.Fatalf("%s: got %s, want no diagnostics", name, texts(problems))
	}
	return result, closeIt
}

// failOpen is open, but fails unless there is one error, on an attribute and with all
// texts.
func (s *session) failOpen(name string, config object, attribute string, words ...string) {
	s.t.Helper()
	_, _, problems := s.open(name, config)
	if len(problems) != 1 || problems[0].Severity != tfprotov6.DiagnosticSeverityError {
		s.t.Errorf("%s: got %d diagnostics, want one error: %s", name, len(problems), texts(problems))
		return
	}
	if want := tftypes.NewAttributePath().WithAttributeName(attribute); !problems[0].Attribute.Equal(want) {
		s.t.Errorf("%s: got the error on %s, want it on %s", name, problems[0].Attribute, attribute)
	}
	acctest.Contains(s.t, texts(problems), words...)
}

// plain returns a value as strings, numbers, booleans, lists, objects and nil.
func plain(t *testing.T, value tftypes.Value) any {
	t.Helper()
	if value.IsNull() {
		return nil
	}
	var err error
	var result any
	switch kind := value.Type(); {
	case kind.Is(tftypes.String):
		var text string
		err = value.As(&text)
		result = text
	case kind.Is(tftypes.Bool):
		var flag bool
		err = value.As(&flag)
		result = flag
	case kind.Is(tftypes.Number):
		var number *big.Float
		err = value.As(&number)
		result, _ = number.Float64()
	case kind.Is(tftypes.List{}):
		var elements []tftypes.Value
		err = value.As(&elements)
		list := make([]any, len(elements))
		for i, element := range elements {
			list[i] = plain(t, element)
		}
		result = list
	default:
		var elements map[string]tftypes.Value
		err = value.As(&elements)
		all := object{}
		for name, element := range elements {
			all[name] = plain(t, element)
		}
		result = all
	}
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// wantFields fails unless the attributes have the values.
func wantFields(t *testing.T, got, want object) {
	t.Helper()
	for name, value := range want {
		acctest.Equal(t, name, got[name], value)
	}
}

// texts returns diagnostics as text.
func texts(problems []*tfprotov6.Diagnostic) string {
	var b strings.Builder
	for _, d := range problems {
		b.WriteString("\n" + d.Severity.String() + " on " + d.Attribute.String() + ": " + d.Summary + "\n" + d.Detail)
	}
	return b.String()
}

// instances returns pads with the pad codes.
func instances(codes ...string) []any {
	list := make([]any, len(codes))
	for i, code := range codes {
		list[i] = object{"pad_code": code}
	}
	return list
}

// requests returns the number of requests since the last call, by the end of the path.
func (s *session) requests(path string) int {
	defer s.ResetCounters()
	count := 0
	for name, n := range s.Counters().Requests {
		if strings.HasSuffix(name, path) {
			count += n
		}
	}
	return count
}
