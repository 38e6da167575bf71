package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Apps are read in the spellings of both levels; what is not said is absent.
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
		t.Errorf("%v\n%s", err, diff)
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

// One app is read with its address in either spelling; null, nothing, another
// app, and the code for what does not exist are no app.
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
			t.Errorf("found %v, %v\n%s", here, err, diff)
		}
	}
	if transport.sent[0].body != `{"appId":1}` {
		t.Errorf("sent %s", transport.sent[0].body)
	}
	_, _, err := client.App(t.Context(), 1)
	wantClass(t, err, ClassRejected)
}

// An app is uploaded with what is given and nothing else.
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

// An upload is never sent twice: a lost answer, and one that says nothing, may
// mean that it is under way; a refusal of the item does not.
func TestUploadsAreSentOnce(t *testing.T) {
	for name, c := range map[string]struct {
		answer step
		class  Class
	}{
		"lost":         {step{err: errTruncated}, ClassAmbiguous},
		"cut off":      {step{status: 200, body: `{"code":200,"data":[{"ta`}, ClassAmbiguous},
		"server error": {step{status: 502, body: ``}, ClassAmbiguous},
		"no items":     {ok(`[]`), ClassAmbiguous},
		"null":         {ok(`null`), ClassAmbiguous},
		"empty item":   {ok(`[{}]`), ClassAmbiguous},
		"true":         {ok(`true`), ClassAmbiguous},
		"refused item": {ok(`[{"errorMsg":"no room"}]`), ClassRejected},
		"refused":      {refused("100001"), ClassRejected},
	} {
		for kind, upload := range map[string]func(*Client) error{
			"app":   func(c *Client) error { _, err := c.UploadApp(t.Context(), AppUpload{URL: "u"}); return err },
			"file":  func(c *Client) error { _, err := c.UploadFile(t.Context(), FileUpload{URL: "u"}); return err },
			"image": func(c *Client) error { _, err := c.UploadImage(t.Context(), ImageUpload{URL: "u"}); return err },
		} {
			t.Run(name+"/"+kind, func(t *testing.T) {
				if name == "refused item" && kind == "image" {
					return // it has a list of errors
				}
				transport := scripted(c.answer)
				wantClass(t, upload(newTestClient(t, transport, nil)), c.class)
				if transport.count() != 1 {
					t.Errorf("sent %d times", transport.count())
				}
			})
		}
	}
}

// Files are read in the spellings that the document and newer levels use.
func TestFilesAreRead(t *testing.T) {
	transport := scripted(ok(`{"total":4,"pageData":[
		{"fileUniqueId":"f1","fileName":"a","fileMd5":"m","fileSize":3221225472,"originUrl":"u","createTime":1713884498000},
		{"id":7,"fileUniqueId":"f2","fileName":"b","fileMd5":"m","fileSize":"5","originUrl":null,"createdTime":"1713884498000"},
		{"uniqueId":"f3","name":"c","size":1},{"fileUniqueId":"f4"}]}`))
	got, err := newTestClient(t, transport, nil).Files(t.Context(), 2, 500)
	want := []File{
		{ID: "f1", Name: "a", MD5: "m", Size: ptr(int64(3221225472)), URL: "u", CreatedAt: 1713884498000},
		{ID: "f2", Name: "b", MD5: "m", Size: ptr(int64(5)), CreatedAt: 1713884498000},
		{ID: "f3", Name: "c", Size: ptr(int64(1))}, {ID: "f4"},
	}
	if diff := cmp.Diff(want, got.Items); err != nil || diff != "" || got.Total != 4 || transport.sent[0].body != `{"page":2,"rows":500}` {
		t.Errorf("%v, sent %s\n%s", err, transport.sent[0].body, diff)
	}
}

// A file is uploaded by the fields of the document; the answer is an object or
// a list.
func TestFileIsUploaded(t *testing.T) {
	transport := scripted(ok(`{"taskId":1,"fileUniqueId":"f"}`), ok(`[{"taskId":1,"fileUniqueId":"f"}]`))
	client := newTestClient(t, transport, nil)
	for i := range 2 {
		got, err := client.UploadFile(t.Context(), FileUpload{URL: "u", Name: "n", MD5: "m"})
		if err != nil || got != (Upload{TaskID: 1, FileID: "f"}) || transport.sent[i].body != `{"fileUrl":"u","fileName":"n","fileMd5":"m"}` {
			t.Errorf("got %+v, %v, sent %s", got, err, transport.sent[i].body)
		}
	}
}

// A file is deleted whatever the success looks like; one that is not there, a
// refusal and a level without the operation are told apart.
func TestFileIsDeleted(t *testing.T) {
	transport := scripted(ok(`true`), ok(`["f"]`), ok(`null`), ok(`false`), refused("140005"), refused("100001"), step{status: 404, body: `{}`})
	client := newTestClient(t, transport, nil)
	for _, want := range []bool{true, false, false} {
		if sure, err := client.DeleteFile(t.Context(), "f"); err != nil || sure != want {
			t.Errorf("sure %v, %v", sure, err)
		}
	}
	for _, class := range []Class{ClassRejected, ClassNotFound, ClassRejected, ClassUnavailable} {
		_, err := client.DeleteFile(t.Context(), "f")
		wantClass(t, err, class)
	}
	if transport.sent[0].body != `{"fileUniqueIds":["f"]}` {
		t.Errorf("sent %s", transport.sent[0].body)
	}
}

// Images are read from the page that has a shape of its own; a level without
// the list is told.
func TestImagesAreRead(t *testing.T) {
	transport := scripted(ok(`{"records":[{"imageId":"img-1","imageName":"n","imageTag":"t","serverType":"Cruise10","romVersion":"android13","imageDesc":null,"releaseType":2}],"total":1,"size":9,"current":1,"pages":1}`),
		step{status: 404, body: ``})
	client := newTestClient(t, transport, nil)
	got, err := client.Images(t.Context(), 1, 9)
	want := Page[Image]{Page: 1, Rows: 9, Total: 1, Items: []Image{{ID: "img-1", Tag: "t", Name: "n", ServerType: "Cruise10", ROMVersion: "android13"}}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	_, err = client.Images(t.Context(), 1, 9)
	wantClass(t, err, ClassUnavailable)
}

// The answer to the upload of an image holds tasks, or why there is none.
func TestImageIsUploaded(t *testing.T) {
	transport := scripted(ok(`{"imageTaskIds":[14],"errorList":[]}`), ok(`{"imageTaskIds":"14","errorList":null}`), ok(`[{"imageTaskIds":["14"]}]`),
		ok(`{"imageTaskIds":[],"errorList":[{"imageTag":"t","errorMessage":"Do not submit images repeatedly"}]}`),
		ok(`{"imageTaskIds":{},"errorList":[]}`), ok(`{"errorList":7}`))
	client := newTestClient(t, transport, nil)
	image := ImageUpload{URL: "u", Tag: "t", ServerType: "Cruise10", ROMVersion: "android13"}
	for range 3 {
		got, err := client.UploadImage(t.Context(), image)
		if diff := cmp.Diff(Upload{TaskID: 14}, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Errorf("%v\n%s", err, diff)
		}
	}
	if body := transport.sent[0].body; body != `{"imageFiles":[{"imageFileUrl":"u","imageTag":"t"}],"serverType":"Cruise10","romVersion":"android13"}` {
		t.Errorf("sent %s", body)
	}
	_, err := client.UploadImage(t.Context(), image)
	if e := errorOf(t, err, ClassRejected); e.Message != "Do not submit images repeatedly" {
		t.Errorf("message %q", e.Message)
	}
	for range 2 {
		_, err = client.UploadImage(t.Context(), image)
		wantClass(t, err, ClassAmbiguous)
	}
}
