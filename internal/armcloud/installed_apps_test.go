package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// InstalledApps accepts numbers as strings. A missing or odd list is nil, an empty
// list is empty. An app in an odd state is not installed yet.
func TestInstalledAppsAreRead(t *testing.T) {
	transport := scripted(ok(`[
		{"padCode":"AC1","apps":[
			{"appName":"Kiosk","packageName":"com.example.kiosk","versionCode":"200","versionName":"2.0","appState":0},
			{"packageName":"com.example.new","versionCode":10,"appState":"1"},
			{"packageName":"com.example.odd","versionCode":"2.0-rc","appState":null},null]},
		{"padCode":"AC2","apps":[]},
		{"padCode":"AC3","apps":null}]`), ok(`[{"padCode":"AC1","apps":7},{"padCode":"AC2","apps":[{"packageName":"a","appState":"soon"}]}]`))
	client := newTestClient(t, transport, nil)
	got, err := client.InstalledApps(t.Context(), []string{"AC1", "AC2", "AC3"})
	want := []PadApps{
		{PadCode: "AC1", Apps: []InstalledApp{
			{PackageName: "com.example.kiosk", Name: "Kiosk", VersionName: "2.0", VersionCode: ptr(int64(200))},
			{PackageName: "com.example.new", VersionCode: ptr(int64(10)), Installing: true, State: AppInstalling},
			{PackageName: "com.example.odd"},
		}},
		{PadCode: "AC2", Apps: []InstalledApp{}},
		{PadCode: "AC3"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v, diff (-want +got):\n%s", err, diff)
	}
	if transport.sent[0].body != `{"padCodes":["AC1","AC2","AC3"]}` {
		t.Errorf("sent %s", transport.sent[0].body)
	}
	got, err = client.InstalledApps(t.Context(), []string{"AC1", "AC2"})
	want = []PadApps{{PadCode: "AC1"}, {PadCode: "AC2", Apps: []InstalledApp{{PackageName: "a", Installing: true}}}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("odd values: error %v, diff (-want +got):\n%s", err, diff)
	}
	_, err = client.InstalledApps(t.Context(), codesOf(101))
	wantClass(t, err, ClassRejected)
}

// AppsOfTask returns the list in the result of a task, with the field names of the
// callback. It returns nil for any other result.
func TestAppsOfTask(t *testing.T) {
	want := []InstalledApp{{PackageName: "com.example.kiosk", Name: "Kiosk", VersionName: "2.0", VersionCode: ptr(int64(200)), Installing: true, State: AppDownloading}}
	const one = `{"pkgName":"com.example.kiosk","appName":"Kiosk","versionCode":200,"versionName":"2.0","appState":"2"}`
	for _, result := range []string{`[` + one + `,{"appName":"nameless"}]`, `{"apps":[` + one + `]}`} {
		if diff := cmp.Diff(want, AppsOfTask(Task{Result: result})); diff != "" {
			t.Errorf("%s: %s", result, diff)
		}
	}
	if got := AppsOfTask(Task{Result: `[]`}); got == nil || len(got) != 0 {
		t.Errorf("empty list: got %v, want an empty list", got)
	}
	for _, result := range []string{"", "Success", `{"apps":null}`, `{"apps":7}`, `[1]`, "null"} {
		if got := AppsOfTask(Task{Result: result}); got != nil {
			t.Errorf("%q: got %v, want nil", result, got)
		}
	}
	if AppState(0).String() != "installed" || AppState(1).String() != "installing" || AppState(9).String() != "9" {
		t.Errorf("got names %s, %s, %s, want installed, installing, 9", AppState(0), AppState(1), AppState(9))
	}
}
