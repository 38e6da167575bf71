package armcloud

import "testing"

// UploadApp sends only the fields that are set.
func TestAppIsUploaded(t *testing.T) {
	transport := scripted(ok(`[{"taskId":12,"appId":1243}]`), ok(`{"taskId":"12","url":"u"}`))
	client := newTestClient(t, transport, nil)
	got, err := client.UploadApp(t.Context(), AppUpload{Parse: true, URL: "https://x/a.apk"})
	if err != nil || got != (Upload{TaskID: 12, AppID: 1243}) || transport.sent[0].body != `{"parse":true,"apps":[{"url":"https://x/a.apk"}]}` {
		t.Errorf("got %+v, %v, sent %s", got, err, transport.sent[0].body)
	}
	got, err = client.UploadApp(t.Context(), AppUpload{ID: 7, URL: "u", Name: "n", PackageName: "p", SignMD5: "s", VersionCode: ptr(int64(0)), VersionName: "v", Description: "d", MD5: "m"})
	const all = `{"parse":false,"apps":[{"appId":7,"url":"u","appName":"n","pkgName":"p","signMd5":"s","versionNo":0,"versionName":"v","description":"d","md5sum":"m"}]}`
	if err != nil || got != (Upload{TaskID: 12}) || transport.sent[1].body != all {
		t.Errorf("got %+v, %v, sent %s", got, err, transport.sent[1].body)
	}
}
