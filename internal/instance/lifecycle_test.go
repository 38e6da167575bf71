package instance_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
)

// testedElsewhere maps resources of instances that are not in lifecycles to the
// tests of their lifecycle.
var testedElsewhere = map[string]string{
	"armcloud_fleet": "TestAccFleetLifecycle",
}

// Every resource of instances has a lifecycle that changes something, and every
// lifecycle belongs to a resource.
func TestEveryResourceHasALifecycle(t *testing.T) {
	t.Parallel()
	var offered []string
	for _, newResource := range provider.New("test")().Resources(t.Context()) {
		var meta resource.MetadataResponse
		newResource().Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "armcloud"}, &meta)
		if name := meta.TypeName; !strings.HasPrefix(name, "armcloud_instance") && testedElsewhere[name] == "" {
			continue // tested in package account
		}
		offered = append(offered, meta.TypeName)
		lifecycle, here := lifecycles[meta.TypeName]
		_, elsewhere := testedElsewhere[meta.TypeName]
		switch {
		case here == elsewhere:
			t.Errorf("%s: got a lifecycle here: %v, elsewhere: %v, want exactly one", meta.TypeName, here, elsewhere)
		case here && (lifecycle.first == "" || lifecycle.second == "" || lifecycle.first == lifecycle.second || lifecycle.to == nil):
			t.Errorf("%s: want a lifecycle that changes something", meta.TypeName)
		}
	}
	for name := range lifecycles {
		if !slices.Contains(offered, name) {
			t.Errorf("%s: got a lifecycle of a resource that the provider does not have", name)
		}
	}
	for name := range testedElsewhere {
		if !slices.Contains(offered, name) {
			t.Errorf("%s: got an entry in testedElsewhere for a resource that the provider does not have", name)
		}
	}
}
