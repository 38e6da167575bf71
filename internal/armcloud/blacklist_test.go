package armcloud

import "testing"

// SetBlacklist sends the apps sorted by package name, and no apps as an empty list.
func TestBlacklistIsWritten(t *testing.T) {
	transport := scripted(ok(`null`), ok(`""`), refused("100000"))
	client := newTestClient(t, transport, nil)
	for _, apps := range []map[string]string{{"b.b": "B & Co", "a.a": "A"}, nil} {
		if err := client.SetBlacklist(t.Context(), "m2-3", apps); err != nil {
			t.Fatal(err)
		}
	}
	wantClass(t, client.SetBlacklist(t.Context(), "m2-3", nil), ClassRejected)
	if got := transport.sent[0].body; got != `{"padGrade":"m2-3","blackApps":[{"appPkg":"a.a","appName":"A"},{"appPkg":"b.b","appName":"B & Co"}]}` {
		t.Errorf("sent %s", got)
	}
	if got := transport.sent[1].body; got != `{"padGrade":"m2-3","blackApps":[]}` {
		t.Errorf("sent %s", got)
	}
}
