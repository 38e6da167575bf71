package setting

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// A new image erases the instance if wipe_data is set. A repair never does.
func TestImageWipesOnlyWhenItChanges(t *testing.T) {
	for _, c := range []struct {
		wipe, repair bool
		want         string
	}{
		{false, false, `{"imageId":"img-1","wipeData":false}`},
		{true, false, `{"imageId":"img-1","wipeData":true}`},
		{true, true, `{"imageId":"img-1","wipeData":false}`},
	} {
		requests := image.Set(Image{ImageID: "img-1", WipeData: c.wipe})
		if c.repair {
			requests = image.Repair(Image{ImageID: "img-1", WipeData: c.wipe})
		}
		if len(requests) != 1 || requests[0].Operation != armcloud.UpgradeImage || string(requests[0].Params) != c.want {
			t.Errorf("wipe_data %v, repair %v: got %+v, want %s", c.wipe, c.repair, requests, c.want)
		}
	}
}

// Images that differ only in wipe_data are equal. An observation keeps the
// known wipe_data, and is false without one, which is the default.
func TestImageWipeDataIsNotPartOfTheValue(t *testing.T) {
	kept, wiped := Image{ImageID: "img-1"}, Image{ImageID: "img-1", WipeData: true}
	if converge.Canonical(kept) != converge.Canonical(wiped) {
		t.Error("got different canonical forms for different wipe_data, want equal ones")
	}
	if other := (Image{ImageID: "img-2"}); converge.Canonical(kept) == converge.Canonical(other) {
		t.Error("control: got equal canonical forms of two images, want different ones")
	}
	seen := converge.Evidence{Detail: &armcloud.PadDetail{ImageID: "img-2"}}
	for _, c := range []struct{ known, want converge.Value }{
		{wiped, Image{ImageID: "img-2", WipeData: true}}, {kept, Image{ImageID: "img-2"}}, {nil, Image{ImageID: "img-2"}},
	} {
		if got, ok := image.Observe(seen, c.known); !ok || got != c.want {
			t.Errorf("with %+v known, got %+v, want %+v", c.known, got, c.want)
		}
	}
	for _, seen := range []converge.Evidence{{}, {Detail: &armcloud.PadDetail{}}} {
		if got, ok := image.Observe(seen, kept); ok {
			t.Errorf("got %+v without evidence, want nothing", got)
		}
	}
}

// Errors name the image. Other settings are named by their title.
func TestImageIsNamedInErrors(t *testing.T) {
	if got := image.ErrorTitle(Image{ImageID: "img-1"}); got != "the image img-1" {
		t.Errorf("got title %q, want the image img-1", got)
	}
	a := &convergetest.Account{Refuse: map[string]*armcloud.Error{
		"AC1 change the image":  {Class: armcloud.ClassRejected, Operation: armcloud.UpgradeImage},
		"AC1 set the bandwidth": {Class: armcloud.ClassRejected, Operation: armcloud.SetBandwidth},
	}}
	out := convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{
		{Setting: image, Value: Image{ImageID: "img-1"}}, {Setting: bandwidth, Value: Bandwidth{}},
	}})
	convergetest.Same(t, "failures", convergetest.Failures(out), "image: set the image img-1", "bandwidth: set the bandwidth")
}

// A missing id is an error, an unknown one is not.
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
			t.Errorf("%s: got %v, want an error: %v", c.id, resp.Diagnostics, c.fails)
		}
	}
}
