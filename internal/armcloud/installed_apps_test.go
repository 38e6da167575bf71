package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Installed apps are read with numbers as texts; a list that the service does
// not send is nil, an empty one is empty.
func TestInstalledAppsAreRead(t *testing.T) {
	transport := scripted(ok(`[
		{"padCode":"AC1","apps":[
			{"appName":"Kiosk","packageName":"com.example.kiosk","versionCode":"200","versionName":"2.0","appState":0},
			{"packageName":"com.example.new","versionCode":10,"appState":"1"},
			{"packageName":"com.example.odd","versionCode":"2.0-rc","appState":null},null]},
		{"padCode":"AC2","apps":[]},
		{"padCode":"AC3","apps":null}]`), ok(`[{"padCode":"AC1","apps":7}]`))
	client := newTestClient(t, transport, nil)
	got, err := client.InstalledApps(t.Context(), []string{"AC1", "AC2", "AC3"})
	want := []PadApps{
		{PadCode: "AC1", Apps: []InstalledApp{
			{PackageName: "com.example.kiosk", VersionCode: ptr(int64(200))},
			{PackageName: "com.example.new", VersionCode: ptr(int64(10)), Installing: true},
			{PackageName: "com.example.odd"},
		}},
		{PadCode: "AC2", Apps: []InstalledApp{}},
		{PadCode: "AC3"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if transport.sent[0].body != `{"padCodes":["AC1","AC2","AC3"]}` {
		t.Errorf("sent %s", transport.sent[0].body)
	}
	_, err = client.InstalledApps(t.Context(), []string{"AC1"})
	wantClass(t, err, ClassTransport)
	_, err = client.InstalledApps(t.Context(), codesOf(101))
	wantClass(t, err, ClassRejected)
}
