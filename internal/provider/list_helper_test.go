package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
)

// ready returns a provider that is configured for the account.
func ready(t *testing.T, account *acctest.Account) tfprotov6.ProviderServer {
	t.Helper()
	s, problems := configure(t, with(keys, values{"endpoint": account.URL}))
	if len(problems) != 0 {
		t.Fatal(texts(problems))
	}
	return s
}

// objects are named values of a type of the provider.
type objects map[string]tftypes.Value

// listServer returns the list resources of a server.
func listServer(t *testing.T, s tfprotov6.ProviderServer) tfprotov6.ListResourceServer {
	t.Helper()
	lists, ok := s.(tfprotov6.ListResourceServer)
	if !ok {
		t.Fatal("got a server without list resources")
	}
	return lists
}

// listed is the end of a list: its results and diagnostics.
type listed struct {
	results  []tfprotov6.ListResourceResult
	problems []*tfprotov6.Diagnostic
}

// list lists resources without a filter, or with one. At most receive results are
// received, and all if it is negative.
func list(t *testing.T, s tfprotov6.ProviderServer, name string, filter objects, limit int64, include bool, receive int) listed {
	t.Helper()
	schema := serve(t).ListResourceSchemas[name]
	block := values{}
	if filter != nil {
		kind, _ := schema.ValueType().(tftypes.Object)
		nested, _ := kind.AttributeTypes["filter"].(tftypes.Object)
		all := map[string]tftypes.Value{}
		for attribute, kind := range nested.AttributeTypes {
			all[attribute] = tftypes.NewValue(kind, nil)
			if value, ok := filter[attribute]; ok {
				all[attribute] = value
			}
		}
		block["filter"] = all
	}
	stream, err := listServer(t, s).ListResource(t.Context(), &tfprotov6.ListResourceRequest{
		TypeName: name, Config: encode(t, schema, block), IncludeResource: include, Limit: limit,
	})
	if err != nil {
		t.Fatal(err)
	}
	var got listed
	for result := range stream.Results {
		got.problems = append(got.problems, result.Diagnostics...)
		if result.Identity != nil {
			got.results = append(got.results, result)
		}
		if receive--; receive == 0 {
			break
		}
	}
	return got
}

// imported returns an object and its identity after an import by identity and the
// refresh that follows, as Terraform does them.
func imported(t *testing.T, s tfprotov6.ProviderServer, name string, identity *tfprotov6.ResourceIdentityData) (*tfprotov6.DynamicValue, *tfprotov6.ResourceIdentityData) {
	t.Helper()
	began, err := s.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: name, Identity: identity})
	if err != nil {
		t.Fatal(err)
	}
	if len(began.Diagnostics) > 0 || len(began.ImportedResources) != 1 {
		t.Fatalf("%s: got %d imported resources, want 1:%s", name, len(began.ImportedResources), texts(began.Diagnostics))
	}
	first := began.ImportedResources[0]
	read, err := s.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: name, CurrentState: first.State, Private: first.Private, CurrentIdentity: first.Identity,
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(read.Diagnostics) > 0 {
		t.Fatalf("%s: %s", name, texts(read.Diagnostics))
	}
	return read.NewState, read.NewIdentity
}

// decode decodes an object of a resource.
func decode(t *testing.T, name string, value *tfprotov6.DynamicValue) tftypes.Value {
	t.Helper()
	decoded, err := value.Unmarshal(serve(t).ResourceSchemas[name].ValueType())
	if err != nil {
		t.Fatal(err)
	}
	return decoded
}

// decodeIdentity decodes an identity of a resource.
func decodeIdentity(t *testing.T, s tfprotov6.ProviderServer, name string, identity *tfprotov6.ResourceIdentityData) tftypes.Value {
	t.Helper()
	schemas, err := s.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := identity.IdentityData.Unmarshal(schemas.IdentitySchemas[name].ValueType())
	if err != nil {
		t.Fatal(err)
	}
	return decoded
}
