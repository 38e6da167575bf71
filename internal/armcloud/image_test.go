package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Images accepts its special page format. On a level without the operation, the
// error is ClassUnavailable.
func TestImagesAreRead(t *testing.T) {
	transport := scripted(ok(`{"records":[{"imageId":"img-1","imageName":"n","imageTag":"t","serverType":"Cruise10","romVersion":"android13","imageDesc":null,"releaseType":2}],"total":1,"size":9,"current":1,"pages":1}`),
		step{status: 404, body: ``})
	client := newTestClient(t, transport, nil)
	got, err := client.Images(t.Context(), 1, 9)
	want := Page[Image]{Page: 1, Rows: 9, Total: 1, Items: []Image{{ID: "img-1", Tag: "t", Name: "n", ServerType: "Cruise10", ROMVersion: "android13"}}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v, diff (-want +got):\n%s", err, diff)
	}
	_, err = client.Images(t.Context(), 1, 9)
	wantClass(t, err, ClassUnavailable)
}

// UploadImage returns the task of the response, or its error if there is none.
func TestImageIsUploaded(t *testing.T) {
	transport := scripted(ok(`{"imageTaskIds":[14],"errorList":[]}`), ok(`{"imageTaskIds":"14","errorList":null}`), ok(`[{"imageTaskIds":["14"]}]`),
		ok(`{"imageTaskIds":[],"errorList":[{"imageTag":"t","errorMessage":"Do not submit images repeatedly"}]}`),
		ok(`{"imageTaskIds":{},"errorList":[]}`), ok(`{"errorList":7}`))
	client := newTestClient(t, transport, nil)
	image := ImageUpload{URL: "u", Tag: "t", ServerType: "Cruise10", ROMVersion: "android13"}
	for range 3 {
		got, err := client.UploadImage(t.Context(), image)
		if diff := cmp.Diff(Upload{TaskID: 14}, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Errorf("error %v, diff (-want +got):\n%s", err, diff)
		}
	}
	if body := transport.sent[0].body; body != `{"imageFiles":[{"imageFileUrl":"u","imageTag":"t"}],"serverType":"Cruise10","romVersion":"android13"}` {
		t.Errorf("sent %s", body)
	}
	_, err := client.UploadImage(t.Context(), image)
	if e := errorOf(t, err, ClassRejected); e.Message != "Do not submit images repeatedly" {
		t.Errorf("got message %q", e.Message)
	}
	for range 2 {
		_, err = client.UploadImage(t.Context(), image)
		wantClass(t, err, ClassAmbiguous)
	}
}
