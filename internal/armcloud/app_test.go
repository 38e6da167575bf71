package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Apps accepts the field names of both levels and leaves missing fields unset.
func TestAppsAreRead(t *testing.T) {
	transport := scripted(ok(`{"page":1,"rows":9,"size":3,"total":"30","totalPage":3,"pageData":[
		{"originUrl":"https://x/a.apk","appId":"5000000103","description":"d","packageName":"com.a","appName":"A","versionName":"1.0","versionNo":"100","signMd5":"0F","available":1,"createTime":"1709895492000"},
		{"appId":2,"packageName":"com.b","versionNo":null,"available":false,"createTime":null,"description":null,"newAppClassifyList":[]},null]}`), ok(`null`))
	client := newTestClient(t, transport, nil)
	got, err := client.Apps(t.Context(), AppFilter{IDs: []int64{5000000103, 2}}, 1, 9)
	want := Page[App]{Page: 1, Rows: 9, Total: 30, Items: []App{
		{ID: 5000000103, Name: "A", PackageName: "com.a", VersionName: "1.0", VersionCode: ptr(int64(100)), SignMD5: "0F", Description: "d",
			URL: "https://x/a.apk", Available: ptr(true), CreatedAt: 1709895492000},
		{ID: 2, PackageName: "com.b", Available: ptr(false)},
	}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v, diff (-want +got):\n%s", err, diff)
	}
	if body := transport.sent[0].body; body != `{"page":1,"rows":9,"appIds":[5000000103,2]}` {
		t.Errorf("sent %s", body)
	}
	if _, err := client.Apps(t.Context(), AppFilter{}, 1, 9); err != nil || transport.sent[1].body != `{"page":1,"rows":9}` {
		t.Errorf("%v, sent %s", err, transport.sent[1].body)
	}
	_, err = client.Apps(t.Context(), AppFilter{IDs: make([]int64, 101)}, 1, 9)
	wantClass(t, err, ClassRejected)
}

// App accepts both names of the URL field. It returns false for null, an empty
// object, another app, and the not-found code.
func TestAppIsRead(t *testing.T) {
	transport := scripted(ok(`{"appId":1,"originUrl":"u","customizeFileId":"c","versionNo":124511}`), ok(`[{"appId":1,"originalUrl":"u","description":null,"versionNo":124511}]`),
		ok(`null`), ok(`{}`), ok(`{"appId":2}`), refused("110028"), refused("100000"))
	client := newTestClient(t, transport, nil)
	for _, found := range []bool{true, true, false, false, false, false} {
		got, here, err := client.App(t.Context(), 1)
		want := App{}
		if found {
			want = App{ID: 1, URL: "u", VersionCode: ptr(int64(124511))}
		}
		if diff := cmp.Diff(want, got); err != nil || here != found || diff != "" {
			t.Errorf("got found %v, want %v; error %v, diff (-want +got):\n%s", here, found, err, diff)
		}
	}
	if transport.sent[0].body != `{"appId":1}` {
		t.Errorf("sent %s", transport.sent[0].body)
	}
	_, _, err := client.App(t.Context(), 1)
	wantClass(t, err, ClassRejected)
}
