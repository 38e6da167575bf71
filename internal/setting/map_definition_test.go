package setting

import (
	"errors"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

const kioskName = "apps/com.example.kiosk"

// appValue is an element of apps.
func appValue(id, name, version attr.Value) attr.Value {
	return types.ObjectValueMust(apps.childTypes(), map[string]attr.Value{"app_id": id, "name": name, "version_code": version})
}

func appsValue(entries map[string]attr.Value) attr.Value {
	return types.MapValueMust(apps.elementType(), entries)
}

// A map is split into a setting for each entry and joined again; parts that
// are not known are told, and null is nothing.
func TestKeyedSplitAndJoin(t *testing.T) {
	none := types.StringNull()
	composite := appsValue(map[string]attr.Value{
		"com.example.kiosk": appValue(types.Int64Value(101), none, types.Int64Null()),
		"com.example.two":   appValue(types.Int64Value(5_000_000_103), types.StringValue("Two"), types.Int64Value(7)),
	})
	settings, known := apps.Split(composite, nil)
	if !known || len(settings) != 2 || converge.Canonical(settings[kioskName].Value) != `{"app_id":101}` {
		t.Errorf("%v, %v", settings, known)
	}
	if back := apps.Join(settings); !back.Equal(composite) {
		t.Errorf("joined again: %s", back)
	}
	if back := apps.Join(nil); !back.Equal(apps.Null()) {
		t.Errorf("nothing joined: %s", back)
	}
	for what, unknown := range map[string]attr.Value{
		"map":     types.MapUnknown(apps.elementType()),
		"element": appsValue(map[string]attr.Value{"a.b": types.ObjectUnknown(apps.childTypes())}),
		"child":   appsValue(map[string]attr.Value{"a.b": appValue(types.Int64Unknown(), none, types.Int64Null())}),
	} {
		if _, known := apps.Split(unknown, nil); known {
			t.Errorf("an unknown %s is known", what)
		}
		if diags := apps.Check(unknown, path.Root("apps").AtName); diags.HasError() {
			t.Errorf("an unknown %s: %v", what, diags)
		}
	}
	if settings, known := apps.Split(apps.Null(), nil); !known || len(settings) != 0 {
		t.Errorf("null: %v, %v", settings, known)
	}
}

// An own resource is a map of one entry. With its keys alone, as after an
// import, it holds nothing, and keeps them.
func TestKeyedOwn(t *testing.T) {
	own := map[string]attr.Value{
		"package_name": types.StringValue("com.example.kiosk"), "app_id": types.Int64Value(101),
		"name": types.StringNull(), "version_code": types.Int64Null(),
	}
	settings, known := apps.Split(apps.FromResource(own), nil)
	if !known || settings[kioskName].Value == nil {
		t.Errorf("%v, %v", settings, known)
	}
	for name, value := range apps.ToResource(apps.FromResource(own)) {
		if !value.Equal(own[name]) {
			t.Errorf("%s comes back as %s", name, value)
		}
	}
	own["app_id"] = types.Int64Null()
	if value := apps.FromResource(own); !value.IsNull() {
		t.Errorf("imported: %s", value)
	}
	if _, there := apps.ToResource(apps.Null())["package_name"]; there {
		t.Error("the key is not left as it is")
	}
	own["app_id"], own["package_name"] = types.Int64Value(1), types.StringUnknown()
	if value := apps.FromResource(own); !value.IsUnknown() {
		t.Errorf("with an unknown key: %s", value)
	}

	file := map[string]attr.Value{"file_id": types.StringValue("f"), "path": types.StringValue("/a"), "auto_install": types.BoolValue(false)}
	if settings, _ := files.Split(files.FromResource(file), nil); settings["files//a/f"].Value == nil {
		t.Errorf("%v", settings)
	}
	file["path"] = types.StringNull()
	if settings, _ := files.Split(files.FromResource(file), nil); settings["files/f"].Value == nil {
		t.Errorf("%v", settings)
	}
	file["auto_install"] = types.BoolNull()
	if value := files.FromResource(file); !value.IsNull() {
		t.Errorf("imported: %s", value)
	}
}

// What is sent, and that an undo names what is known of the app: all of it,
// or the package alone. A name without a key is a setting that does nothing.
func TestKeyedRequests(t *testing.T) {
	app := App{ID: 101}
	tell := func(requests []converge.Request) []string {
		return convergetest.Names(requests, func(q converge.Request) string { return q.Operation.Name + " " + string(q.Params) })
	}
	bare, held := ByName(kioskName), WithValue(kioskName, app)
	convergetest.Same(t, "set", tell(bare.Set(app, false)), `install the app {"apps":[{"appId":101,"appName":"com.example.kiosk","pkgName":"com.example.kiosk"}]}`)
	convergetest.Same(t, "undo", tell(bare.Undo()), `uninstall the app {"apps":[{"pkgName":"com.example.kiosk"}]}`)
	convergetest.Same(t, "undo", tell(held.Undo()), `uninstall the app {"apps":[{"appId":101,"appName":"com.example.kiosk","pkgName":"com.example.kiosk"}]}`)
	folder := "/sdcard"
	convergetest.Same(t, "file", tell(ByName("files/x").Set(File{ID: "f", Path: &folder, AutoInstall: true}, false)),
		`push the file {"autoInstall":1,"fileUniqueId":"f","customizeFilePath":"/sdcard"}`)
	convergetest.Same(t, "file", tell(ByName("files/x").Set(File{ID: "f"}, false)), `push the file {"autoInstall":0,"fileUniqueId":"f"}`)
	if ByName("files/x").Undoable() || !held.Undoable() || held.Title() != "the app com.example.kiosk" {
		t.Error("titles or undo of entries are wrong")
	}
	none := ByName("apps")
	if none == nil || len(none.Set(app, false))+len(none.Undo())+len(none.Changes()) != 0 || none.Sources() != 0 || none.Title() != "the apps" {
		t.Errorf("without a key: %v", none)
	}
}

// An app counts as lost only where a list says so; one that is being
// installed, and a list that was not sent, say nothing. The version counts
// only where it is managed.
func TestAppsObserve(t *testing.T) {
	version := func(n int64) *int64 { return &n }
	listed := func(list ...armcloud.InstalledApp) converge.Evidence {
		return converge.Evidence{Apps: &armcloud.PadApps{Apps: append([]armcloud.InstalledApp{}, list...)}}
	}
	const kiosk = "com.example.kiosk"
	pinned, any := App{ID: 1, VersionCode: version(2)}, App{ID: 1}
	for what, c := range map[string]struct {
		seen  converge.Evidence
		known App
		want  string
		shown bool
	}{
		"not asked":       {converge.Evidence{}, any, "", false},
		"no list":         {converge.Evidence{Apps: &armcloud.PadApps{}}, any, "", false},
		"empty list":      {listed(), any, "", true},
		"another app":     {listed(armcloud.InstalledApp{PackageName: "com.other"}), any, "", true},
		"installing":      {listed(armcloud.InstalledApp{PackageName: kiosk, Installing: true}), any, "", false},
		"there":           {listed(armcloud.InstalledApp{PackageName: kiosk, VersionCode: version(9)}), any, `{"app_id":1}`, true},
		"other version":   {listed(armcloud.InstalledApp{PackageName: kiosk, VersionCode: version(9)}), pinned, `{"app_id":1,"version_code":9}`, true},
		"same version":    {listed(armcloud.InstalledApp{PackageName: kiosk, VersionCode: version(2)}), pinned, `{"app_id":1,"version_code":2}`, true},
		"unknown version": {listed(armcloud.InstalledApp{PackageName: kiosk}), pinned, `{"app_id":1,"version_code":2}`, true},
	} {
		got, shown := ByName(kioskName).Observe(c.seen, c.known, false)
		if converge.Canonical(got) != c.want || shown != c.shown {
			t.Errorf("%s: %s, %v, want %s, %v", what, converge.Canonical(got), shown, c.want, c.shown)
		}
	}
	if *pinned.VersionCode != 2 {
		t.Error("what is known was changed")
	}
	if got, shown := ByName(kioskName).Observe(listed(armcloud.InstalledApp{PackageName: kiosk}), nil, false); got != nil || shown {
		t.Errorf("what nobody asked for: %v", got)
	}
}

// Files come before apps, and apps leave first of all. An app that cannot be
// uninstalled because it is not there is undone; where it is there, or
// nothing is shown, that is an error.
func TestAppsOnAPhone(t *testing.T) {
	set := []converge.Desired{{Setting: ByName(kioskName), Value: App{ID: 1}}, {Setting: ByName("files/x"), Value: File{ID: "f"}}, wantProxy}
	a := &convergetest.Account{}
	if out := convergetest.Work(t, a, converge.Job{PadCode: "AC1", Undo: []converge.Setting{bandwidth, ByName(kioskName)}, Set: set}); out.Failed() {
		t.Errorf("%+v", out)
	}
	convergetest.Same(t, "told", a.Changes,
		`AC1 uninstall the app {"apps":[{"pkgName":"com.example.kiosk"}]}`,
		`AC1 set the bandwidth {"upBandwidth":0,"downBandwidth":0}`,
		`AC1 set the proxy {"enable":false}`,
		`AC1 push the file {"autoInstall":0,"fileUniqueId":"f"}`,
		`AC1 install the app {"apps":[{"appId":1,"appName":"com.example.kiosk","pkgName":"com.example.kiosk"}]}`)

	for what, c := range map[string]struct {
		apps   map[string][]armcloud.InstalledApp
		undone bool
	}{
		"not there": {map[string][]armcloud.InstalledApp{"AC1": {}}, true},
		"there":     {map[string][]armcloud.InstalledApp{"AC1": {{PackageName: "com.example.kiosk"}}}, false},
		"not shown": {nil, false},
	} {
		a := &convergetest.Account{AppsByCode: c.apps, Fail: map[string]armcloud.TaskStatus{"AC1 uninstall the app": armcloud.TaskFailed}}
		out := convergetest.Work(t, a, converge.Job{PadCode: "AC1", Undo: []converge.Setting{ByName(kioskName)}})
		if out.Failed() == c.undone || (len(out.Undone) == 1) != c.undone {
			t.Errorf("%s: %+v, %v", what, out, errors.Join(joined(out.Errors)...))
		}
	}
}

func joined(errs []*converge.Error) []error {
	var all []error
	for _, err := range errs {
		all = append(all, err)
	}
	return all
}
