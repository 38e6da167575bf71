package armcloud

import "testing"

// Uploads are never retried. After a lost or empty response, the error is
// ambiguous; after a refusal, it is not.
func TestUploadsAreSentOnce(t *testing.T) {
	for name, c := range map[string]struct {
		response step
		class    Class
	}{
		"lost":         {step{err: errTruncated}, ClassAmbiguous},
		"cut off":      {step{status: 200, body: `{"code":200,"data":[{"ta`}, ClassAmbiguous},
		"server error": {step{status: 502, body: ``}, ClassAmbiguous},
		"no items":     {ok(`[]`), ClassAmbiguous},
		"null":         {ok(`null`), ClassAmbiguous},
		"empty item":   {ok(`[{}]`), ClassAmbiguous},
		"true":         {ok(`true`), ClassAmbiguous},
		"refused item": {ok(`[{"errorMsg":"no space"}]`), ClassRejected},
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
				transport := scripted(c.response)
				wantClass(t, upload(newTestClient(t, transport, nil)), c.class)
				if transport.count() != 1 {
					t.Errorf("got %d requests, want 1", transport.count())
				}
			})
		}
	}
}
