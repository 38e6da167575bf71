package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Files accepts the field names of the API document and of newer levels.
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

// UploadFile sends the documented fields and accepts an object or a list as
// response.
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

// DeleteFile accepts any successful response. It distinguishes a missing file, a
// refusal, and a level without the operation.
func TestFileIsDeleted(t *testing.T) {
	transport := scripted(ok(`true`), ok(`["f"]`), ok(`null`), ok(`false`), refused("140005"), refused("100001"), step{status: 404, body: `{}`})
	client := newTestClient(t, transport, nil)
	for _, want := range []bool{true, false, false} {
		if confirmed, err := client.DeleteFile(t.Context(), "f"); err != nil || confirmed != want {
			t.Errorf("got confirmed %v, %v, want %v", confirmed, err, want)
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
