package instance_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
)

// livesElsewhere are the resources whose life is not that of one phone; it is
// tested where this says.
var livesElsewhere = map[string]string{
	"armcloud_fleet": "TestAccFleetLife and its neighbours",
}

// Every resource of phones that the provider offers has a life in
// TestAccStepsOfEveryPhoneResource: create, an empty plan after each apply,
// import by id and by identity, and a phone that vanishes. No life is left of
// a type that is gone.
func TestEveryResourceHasALife(t *testing.T) {
	t.Parallel()
	var offered []string
	for _, newResource := range provider.New("test")().Resources(t.Context()) {
		var meta resource.MetadataResponse
		newResource().Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "armcloud"}, &meta)
		if name := meta.TypeName; !strings.HasPrefix(name, "armcloud_instance") && livesElsewhere[name] == "" {
			continue // the account's resources live in their own room
		}
		offered = append(offered, meta.TypeName)
		life, here := lives[meta.TypeName]
		_, elsewhere := livesElsewhere[meta.TypeName]
		switch {
		case here == elsewhere:
			t.Errorf("%s: has a life here is %v, elsewhere %v, expected one of them", meta.TypeName, here, elsewhere)
		case here && (life.first == "" || life.second == "" || life.first == life.second || life.to == nil):
			t.Errorf("%s: its life changes nothing", meta.TypeName)
		}
	}
	for name := range lives {
		if !slices.Contains(offered, name) {
			t.Errorf("%s has a life, but is not offered", name)
		}
	}
	for name := range livesElsewhere {
		if !slices.Contains(offered, name) {
			t.Errorf("%s is named as living elsewhere, but is not offered", name)
		}
	}
}
