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

// appValue returns an element of apps.
func appValue(id, name, version attr.Value) attr.Value {
	return types.ObjectValueMust(apps.childTypes(), map[string]attr.Value{"app_id": id, "name": name, "version_code": version})
}

func appsValue(entries map[string]attr.Value) attr.Value {
	return types.MapValueMust(apps.elementType(), entries)
}

// Split returns a setting for each entry, and Join is its inverse. Split
// reports unknown parts, and returns nothing for null.
func TestMapSplitAndJoin(t *testing.T) {
	none := types.StringNull()
	composite := appsValue(map[string]attr.Value{
		"com.example.kiosk": appValue(types.Int64Value(101), none, types.Int64Null()),
		"com.example.two":   appValue(types.Int64Value(5_000_000_103), types.StringValue("Two"), types.Int64Value(7)),
	})
	settings, known := apps.Split(composite, nil)
	if !known || len(settings) != 2 || converge.Canonical(settings[kioskName].Value) != `{"app_id":101}` {
		t.Errorf("got %v (known: %v), want two known apps", settings, known)
	}
	if back := apps.Join(settings); !back.Equal(composite) {
		t.Errorf("got %s, want %s", back, composite)
	}
	if back := apps.Join(nil); !back.Equal(apps.Null()) {
		t.Errorf("from no settings, got %s, want null", back)
	}
	for what, unknown := range map[string]attr.Value{
		"map":     types.MapUnknown(apps.elementType()),
		"element": appsValue(map[string]attr.Value{"a.b": types.ObjectUnknown(apps.childTypes())}),
		"child":   appsValue(map[string]attr.Value{"a.b": appValue(types.Int64Unknown(), none, types.Int64Null())}),
	} {
		if _, known := apps.Split(unknown, nil); known {
			t.Errorf("got known for an unknown %s, want unknown", what)
		}
		if diags := apps.Check(unknown, path.Root("apps").AtName); diags.HasError() {
			t.Errorf("got errors %[2]v for an unknown %[1]s, want none", what, diags)
		}
	}
	if settings, known := apps.Split(apps.Null(), nil); !known || len(settings) != 0 {
		t.Errorf("from null, got %v (known: %v), want none and known", settings, known)
	}
}

// The resource form is a map of one entry. With only its identity, as after an
// import, it is null, and the identity stays.
func TestMapResourceForm(t *testing.T) {
	own := map[string]attr.Value{
		"package_name": types.StringValue("com.example.kiosk"), "app_id": types.Int64Value(101),
		"name": types.StringNull(), "version_code": types.Int64Null(),
	}
	settings, known := apps.Split(apps.FromResource(own), nil)
	if !known || settings[kioskName].Value == nil {
		t.Errorf("got %v (known: %v), want one known app", settings, known)
	}
	for name, value := range apps.ToResource(apps.FromResource(own)) {
		if !value.Equal(own[name]) {
			t.Errorf("%s: got %s, want %s", name, value, own[name])
		}
	}
	own["app_id"] = types.Int64Null()
	if value := apps.FromResource(own); !value.IsNull() {
		t.Errorf("after an import, got %s, want null", value)
	}
	if _, there := apps.ToResource(apps.Null())["package_name"]; there {
		t.Error("got package_name from null, want none")
	}
	own["app_id"], own["package_name"] = types.Int64Value(1), types.StringUnknown()
	if value := apps.FromResource(own); !value.IsUnknown() {
		t.Errorf("with an unknown key, got %s, want unknown", value)
	}

	file := map[string]attr.Value{"file_id": types.StringValue("f"), "path": types.StringValue("/a"), "auto_install": types.BoolValue(false)}
	if settings, _ := files.Split(files.FromResource(file), nil); settings["files//a/f"].Value == nil {
		t.Errorf("got %v, want files//a/f", settings)
	}
	file["path"] = types.StringNull()
	if settings, _ := files.Split(files.FromResource(file), nil); settings["files/f"].Value == nil {
		t.Errorf("got %v, want files/f", settings)
	}
	file["auto_install"] = types.BoolNull()
	if value := files.FromResource(file); !value.IsNull() {
		t.Errorf("after an import, got %s, want null", value)
	}
}

// An undo contains the known value, or only the package name if there is none.
// Without a key there is no setting.
func TestMapRequests(t *testing.T) {
	app := App{ID: 101}
	sent := func(requests []converge.Request) []string {
		return convergetest.Names(requests, func(q converge.Request) string { return q.Operation.Name + " " + string(q.Params) })
	}
	undo := func(current converge.Value) []converge.Request {
		u, _ := ByName(kioskName).(converge.Undoer)
		return u.Undo(current)
	}
	convergetest.Same(t, "set", sent(ByName(kioskName).Set(app)), `install the app {"apps":[{"appId":101,"appName":"com.example.kiosk","pkgName":"com.example.kiosk"}]}`)
	convergetest.Same(t, "undo", sent(undo(nil)), `uninstall the app {"apps":[{"pkgName":"com.example.kiosk"}]}`)
	convergetest.Same(t, "undo", sent(undo(app)), `uninstall the app {"apps":[{"appId":101,"appName":"com.example.kiosk","pkgName":"com.example.kiosk"}]}`)
	folder := "/sdcard"
	convergetest.Same(t, "file", sent(ByName("files/x").Set(File{ID: "f", Path: &folder, AutoInstall: true})),
		`push the file {"autoInstall":1,"fileUniqueId":"f","customizeFilePath":"/sdcard"}`)
	convergetest.Same(t, "file", sent(ByName("files/x").Set(File{ID: "f"})), `push the file {"autoInstall":0,"fileUniqueId":"f"}`)
	if converge.Undoable(ByName("files/x")) || !converge.Undoable(ByName(kioskName)) || ByName(kioskName).Title() != "the app com.example.kiosk" {
		t.Error("got the wrong title or Undoable of an entry, want apps undoable, files not")
	}
	if none := ByName("apps"); none != nil {
		t.Errorf("without a key, got %v, want no setting", none)
	}
}

// An app is absent only if a list shows it. An app that is being installed and
// a missing list are no evidence. The version counts only if it is managed.
func TestAppsObserve(t *testing.T) {
	version := func(n int64) *int64 { return &n }
	listed := func(list ...armcloud.InstalledApp) converge.Evidence {
		return converge.Evidence{Apps: &armcloud.PadApps{Apps: append([]armcloud.InstalledApp{}, list...)}}
	}
	const kiosk = "com.example.kiosk"
	observe := func(seen converge.Evidence, known converge.Value) (converge.Value, bool) {
		o, _ := ByName(kioskName).(converge.Observer)
		return o.Observe(seen, known)
	}
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
		"installed":       {listed(armcloud.InstalledApp{PackageName: kiosk, VersionCode: version(9)}), any, `{"app_id":1}`, true},
		"other version":   {listed(armcloud.InstalledApp{PackageName: kiosk, VersionCode: version(9)}), pinned, `{"app_id":1,"version_code":9}`, true},
		"same version":    {listed(armcloud.InstalledApp{PackageName: kiosk, VersionCode: version(2)}), pinned, `{"app_id":1,"version_code":2}`, true},
		"unknown version": {listed(armcloud.InstalledApp{PackageName: kiosk}), pinned, `{"app_id":1,"version_code":2}`, true},
	} {
		got, shown := observe(c.seen, c.known)
		if converge.Canonical(got) != c.want || shown != c.shown {
			t.Errorf("%s: got %s, %v, want %s, %v", what, converge.Canonical(got), shown, c.want, c.shown)
		}
	}
	if *pinned.VersionCode != 2 {
		t.Error("got a changed known value, want it unchanged")
	}
	if got, shown := observe(listed(armcloud.InstalledApp{PackageName: kiosk}), nil); got != nil || shown {
		t.Errorf("got %v for an app that is not known, want nothing", got)
	}
}

// Files are applied before apps, and apps are undone first. An app that cannot
// be uninstalled because it is not installed is undone. If it is installed, or
// the list is unknown, that is an error.
func TestAppsOnAnInstance(t *testing.T) {
	set := []converge.Desired{{Setting: ByName(kioskName), Value: App{ID: 1}}, {Setting: ByName("files/x"), Value: File{ID: "f"}}, wantProxy}
	a := &convergetest.Account{}
	order := convergetest.Undo("AC1", bandwidth, ByName("apps/com.example.counter"))
	order.Desired = set
	if out := convergetest.Work(t, a, order); out.Failed() {
		t.Errorf("got failures %v, want none", convergetest.Failures(out))
	}
	convergetest.Same(t, "sent", a.Changes,
		`AC1 uninstall the app {"apps":[{"pkgName":"com.example.counter"}]}`,
		`AC1 set the bandwidth {"upBandwidth":0,"downBandwidth":0}`,
		`AC1 set the proxy {"enable":false}`,
		`AC1 push the file {"autoInstall":0,"fileUniqueId":"f"}`,
		`AC1 install the app {"apps":[{"appId":1,"appName":"com.example.kiosk","pkgName":"com.example.kiosk"}]}`)

	for what, c := range map[string]struct {
		apps   map[string][]armcloud.InstalledApp
		undone bool
	}{
		"not installed": {map[string][]armcloud.InstalledApp{"AC1": {}}, true},
		"installed":     {map[string][]armcloud.InstalledApp{"AC1": {{PackageName: "com.example.kiosk"}}}, false},
		"no list":       {nil, false},
	} {
		a := &convergetest.Account{AppsByCode: c.apps, Fail: map[string]armcloud.TaskStatus{"AC1 uninstall the app": armcloud.TaskFailed}}
		out := convergetest.Work(t, a, convergetest.Undo("AC1", ByName(kioskName)))
		if out.Failed() == c.undone || (len(convergetest.Of(out.Undone, converge.Done)) == 1) != c.undone {
			t.Errorf("%s: got %+v, %v, want undone: %v", what, out, errors.Join(joined(out.Errors)...), c.undone)
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
