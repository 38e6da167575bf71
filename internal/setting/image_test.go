package setting

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// A new image wipes where that is asked for; a repair never does.
func TestImageWipesOnlyWhenItChanges(t *testing.T) {
	for _, c := range []struct {
		wipe, repair bool
		want         string
	}{
		{false, false, `{"imageId":"img-1","wipeData":false}`},
		{true, false, `{"imageId":"img-1","wipeData":true}`},
		{true, true, `{"imageId":"img-1","wipeData":false}`},
	} {
		requests := image.Set(Image{ImageID: "img-1", WipeData: c.wipe}, c.repair)
		if len(requests) != 1 || requests[0].Operation != armcloud.UpgradeImage || string(requests[0].Params) != c.want {
			t.Errorf("wipe_data %v, repair %v: %+v", c.wipe, c.repair, requests)
		}
	}
}

// wipe_data tells no two images apart, and a look at the phone leaves it as it
// is; after an import it is false, which is the default.
func TestImageWipeDataIsNoPartOfTheValue(t *testing.T) {
	kept, wiped := Image{ImageID: "img-1"}, Image{ImageID: "img-1", WipeData: true}
	if converge.Canonical(kept) != converge.Canonical(wiped) {
		t.Error("wipe_data is part of the value")
	}
	if other := (Image{ImageID: "img-2"}); converge.Canonical(kept) == converge.Canonical(other) {
		t.Error("control: two images are equal")
	}
	seen := converge.Evidence{Detail: &armcloud.PadDetail{ImageID: "img-2"}}
	for _, c := range []struct{ known, want converge.Value }{
		{wiped, Image{ImageID: "img-2", WipeData: true}}, {kept, Image{ImageID: "img-2"}}, {nil, Image{ImageID: "img-2"}},
	} {
		if got, ok := image.Observe(seen, c.known, true); !ok || got != c.want {
			t.Errorf("with %+v known, saw %+v, want %+v", c.known, got, c.want)
		}
	}
	for _, seen := range []converge.Evidence{{}, {Detail: &armcloud.PadDetail{}}} {
		if got, ok := image.Observe(seen, kept, true); ok {
			t.Errorf("no evidence, and yet saw %+v", got)
		}
	}
}

// Errors name the image; other settings are named by their title.
func TestImageIsNamedInErrors(t *testing.T) {
	if got := image.ErrorTitle(Image{ImageID: "img-1"}); got != "the image img-1" {
		t.Errorf("an image is named %q", got)
	}
	if got := bandwidth.ErrorTitle(Bandwidth{}); got != "the bandwidth" {
		t.Errorf("a bandwidth is named %q", got)
	}
}

// A missing id is a mistake with an explanation, an unknown one is none.
func TestImageID(t *testing.T) {
	for _, c := range []struct {
		id    attr.Value
		fails bool
	}{
		{types.StringValue("img-1"), false}, {types.StringUnknown(), false}, {types.StringNull(), true}, {types.StringValue(""), true},
	} {
		var resp validator.StringResponse
		value, _ := c.id.(types.String)
		imageID{}.ValidateString(t.Context(), validator.StringRequest{Path: path.Root("image_id"), ConfigValue: value}, &resp)
		if resp.Diagnostics.HasError() != c.fails {
			t.Errorf("%s: %v", c.id, resp.Diagnostics)
		}
	}
}
