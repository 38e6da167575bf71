package account

import (
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

func number(n int64) *int64 { return &n }

// An entry is what was asked for when all that was asked for and is shown
// agrees; an id that was asked for decides alone.
func TestWhatAnUploadMakes(t *testing.T) {
	asked := appUpload{URL: "u", Name: "n", PackageName: "p", VersionName: "1", VersionCode: number(1), Description: "d"}
	for name, c := range map[string]struct {
		asked appUpload
		entry armcloud.App
		want  bool
	}{
		"the same":            {asked, armcloud.App{URL: "u", Name: "n", PackageName: "p", VersionName: "1", VersionCode: number(1), Description: "d"}, true},
		"the URL alone":       {appUpload{URL: "u"}, armcloud.App{URL: "u", Name: "n", PackageName: "p"}, true},
		"no URL is shown":     {asked, armcloud.App{Name: "n", PackageName: "p"}, true},
		"nothing to go by":    {appUpload{URL: "u"}, armcloud.App{Name: "n"}, false},
		"another URL":         {asked, armcloud.App{URL: "v"}, false},
		"another name":        {asked, armcloud.App{URL: "u", Name: "m"}, false},
		"another package":     {asked, armcloud.App{URL: "u", PackageName: "q"}, false},
		"another version":     {asked, armcloud.App{URL: "u", VersionName: "2"}, false},
		"another code":        {asked, armcloud.App{URL: "u", VersionCode: number(2)}, false},
		"another description": {asked, armcloud.App{URL: "u", Description: "e"}, false},
		"the id":              {appUpload{ID: 7, URL: "u"}, armcloud.App{ID: 7, URL: "v"}, true},
		"another id":          {appUpload{ID: 7, URL: "u"}, armcloud.App{ID: 8, URL: "u"}, false},
	} {
		if got := c.asked.makes(c.entry); got != c.want {
			t.Errorf("%s: %v, expected %v", name, got, c.want)
		}
	}
}

// What the configuration says stays, however the API shows it; what it left
// out is filled in, and null where the API shows nothing.
func TestAppIsFilledIn(t *testing.T) {
	m := appModel{
		URL: types.StringValue("u"), Name: types.StringValue("Mine"), PackageName: types.StringUnknown(), VersionName: types.StringNull(),
		ID: types.Int64Unknown(), VersionCode: types.Int64Value(0), SignMD5: types.StringUnknown(), MD5: types.StringUnknown(),
		Description: types.StringUnknown(), Available: types.BoolUnknown(), CreatedAt: types.StringUnknown(),
	}
	m.fromAPI(armcloud.App{ID: 7, URL: "v", Name: "Theirs", PackageName: "p", VersionName: "1", VersionCode: number(5), CreatedAt: 1709895492000})
	want := appModel{
		URL: types.StringValue("u"), Name: types.StringValue("Mine"), PackageName: types.StringValue("p"), VersionName: types.StringValue("1"),
		ID: types.Int64Value(7), VersionCode: types.Int64Value(0), SignMD5: types.StringNull(), MD5: types.StringNull(),
		Description: types.StringNull(), Available: types.BoolNull(), CreatedAt: types.StringValue("2024-03-08T10:58:12Z"),
	}
	if !reflect.DeepEqual(m, want) {
		t.Errorf("got %+v, expected %+v", m, want)
	}
}

// Equal plans ask for the same, whatever the state has filled in; what a plan
// does not know yet asks for nothing in particular.
func TestRequestsOfUploads(t *testing.T) {
	plan := appModel{URL: types.StringValue("u"), ID: types.Int64Unknown(), Name: types.StringUnknown(), VersionCode: types.Int64Unknown(), Parse: types.BoolValue(true)}
	later := appModel{URL: types.StringValue("u"), Parse: types.BoolValue(true)}
	if plan.request() != later.request() || plan.request() == "" {
		t.Error("equal plans ask for different things")
	}
	for name, other := range map[string]appModel{
		"URL": {URL: types.StringValue("v"), Parse: types.BoolValue(true)}, "parse": {URL: types.StringValue("u")},
		"name": {URL: types.StringValue("u"), Name: types.StringValue("n"), Parse: types.BoolValue(true)},
		"code": {URL: types.StringValue("u"), VersionCode: types.Int64Value(0), Parse: types.BoolValue(true)},
	} {
		if other.request() == plan.request() {
			t.Errorf("another %s asks for the same", name)
		}
	}
	if (appModel{URL: types.StringUnknown()}).request() != "" || (fileModel{MD5: types.StringUnknown()}).request() != "" || (imageModel{Tag: types.StringUnknown()}).request() != "" {
		t.Error("a plan that is not known asks for something")
	}
}

// Only a value that differs from one that the state has is another upload.
func TestAnotherUpload(t *testing.T) {
	a, b, null := types.StringValue("a"), types.StringValue("b"), types.StringNull()
	if another(a, a, b, null) || !another(a, a, a, b) || !another(null, a) || another() {
		t.Error("another upload is seen where there is none, or the reverse")
	}
}
