package account

import (
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

func number(n int64) *int64 { return &n }

// An entry matches if all values agree that the request has and the entry shows.
// If the request has an id, only the id counts.
func TestAppUploadMatches(t *testing.T) {
	desired := appUpload{URL: "u", Name: "n", PackageName: "p", VersionName: "1", VersionCode: number(1), Description: "d"}
	for name, c := range map[string]struct {
		desired appUpload
		entry   armcloud.App
		want    bool
	}{
		"the same":            {desired, armcloud.App{URL: "u", Name: "n", PackageName: "p", VersionName: "1", VersionCode: number(1), Description: "d"}, true},
		"only the URL":        {appUpload{URL: "u"}, armcloud.App{URL: "u", Name: "n", PackageName: "p"}, true},
		"no URL is shown":     {desired, armcloud.App{Name: "n", PackageName: "p"}, true},
		"nothing to go by":    {appUpload{URL: "u"}, armcloud.App{Name: "n"}, false},
		"another URL":         {desired, armcloud.App{URL: "v"}, false},
		"another name":        {desired, armcloud.App{URL: "u", Name: "m"}, false},
		"another package":     {desired, armcloud.App{URL: "u", PackageName: "q"}, false},
		"another version":     {desired, armcloud.App{URL: "u", VersionName: "2"}, false},
		"another code":        {desired, armcloud.App{URL: "u", VersionCode: number(2)}, false},
		"another description": {desired, armcloud.App{URL: "u", Description: "e"}, false},
		"the id":              {appUpload{ID: 7, URL: "u"}, armcloud.App{ID: 7, URL: "v"}, true},
		"another id":          {appUpload{ID: 7, URL: "u"}, armcloud.App{ID: 8, URL: "u"}, false},
	} {
		if got := c.desired.matches(c.entry); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

// Configured values are kept. Others are filled in from the API, null if it
// returns nothing.
func TestAppFromAPI(t *testing.T) {
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
		t.Errorf("got %+v, want %+v", m, want)
	}
}

// Equal plans have equal requests, whether unset values are null or unknown. A
// plan with an unknown required value has none.
func TestUploadRequests(t *testing.T) {
	plan := appModel{URL: types.StringValue("u"), ID: types.Int64Unknown(), Name: types.StringUnknown(), VersionCode: types.Int64Unknown(), Parse: types.BoolValue(true)}
	later := appModel{URL: types.StringValue("u"), Parse: types.BoolValue(true)}
	if plan.request() != later.request() || plan.request() == "" {
		t.Error("equal plans have different requests")
	}
	for name, other := range map[string]appModel{
		"URL": {URL: types.StringValue("v"), Parse: types.BoolValue(true)}, "parse": {URL: types.StringValue("u")},
		"name": {URL: types.StringValue("u"), Name: types.StringValue("n"), Parse: types.BoolValue(true)},
		"code": {URL: types.StringValue("u"), VersionCode: types.Int64Value(0), Parse: types.BoolValue(true)},
	} {
		if other.request() == plan.request() {
			t.Errorf("another %s has the same request", name)
		}
	}
	if (appModel{URL: types.StringUnknown()}).request() != "" || (fileModel{MD5: types.StringUnknown()}).request() != "" || (imageModel{Tag: types.StringUnknown()}).request() != "" {
		t.Error("a plan with unknown values has a request")
	}
}

// Only a value that differs from a non-null one in the state needs a replacement.
func TestNeedsReplace(t *testing.T) {
	a, b, null := types.StringValue("a"), types.StringValue("b"), types.StringNull()
	if needsReplace(a, a, b, null) || !needsReplace(a, a, a, b) || !needsReplace(null, a) || needsReplace() {
		t.Error("needsReplace is wrong about a pair of values")
	}
}
