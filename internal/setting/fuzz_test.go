package setting

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// Any text of private state is no value of a setting, or one that is the same when it is
// written and read again.
func FuzzFromJSON(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, `[]`, `true`, `7`, `""`, `{"time_zone":"UTC"}`, `{"upload_mbps":1,"download_mbps":1e300}`, `{"ip":"192.0.2.1","port":"1"}`, `{"image_id":"i","wipe_data":true}`,
		`{"system":{"a":"1"}}`, `{"com.example.a":{"app_id":101}}`, `{"app_id":101,"version":null}`, `{"file_id":"f","path":"/"}`, `{"latitude":1e999}`, `{"a":{"a":{"a":{}}}}`,
	} {
		f.Add(seed)
	}
	names := []string{"apps/com.example.a", "files/f"}
	for _, shape := range All() {
		names = append(names, shape.Name())
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range names {
			d, ok := FromJSON(name, text)
			if !ok || d.Setting == nil {
				continue
			}
			written := converge.Canonical(d.Value)
			again, ok := FromJSON(name, written)
			if !ok || converge.Canonical(again.Value) != written {
				t.Fatalf("%s, %q: got another value of %s, want the same", name, text, written)
			}
			InState(d)
		}
	})
}
