package armcloud

import "testing"

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
