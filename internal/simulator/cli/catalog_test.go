package cli

import (
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// The command line shows the catalog and removes items from it.
func TestCatalogCommand(t *testing.T) {
	endpoint, stop := serving(t, "-also", "image/uploadImage,task/imageUploadResult", "-late-listing")
	ask := func(args ...string) string {
		t.Helper()
		code, out, wrong := command(t, append([]string{"catalog", "-endpoint", endpoint}, args...)...)
		if code != 0 {
			t.Errorf("%v: got exit %d, want 0: %s", args, code, wrong)
		}
		return out
	}
	for _, part := range []string{`"id": 5000000103`, simulator.FileConfig, simulator.ImageAndroid14, `"version_name": "1.0"`} {
		if code, out, _ := command(t, "catalogue", "-endpoint", endpoint); code != 0 || out != ask() {
			t.Errorf("catalogue: got exit %d and %d bytes, want what catalog prints", code, len(out))
		}
		if out := ask(); !strings.Contains(out, part) {
			t.Errorf("got no %s in the catalog", part)
		}
	}
	ask("-remove", "app=5000000103", "-remove", "file="+simulator.FileConfig, "-remove", "image="+simulator.ImageAndroid14)
	for _, part := range []string{`"id": 5000000103`, simulator.FileConfig, simulator.ImageAndroid14} {
		if out := ask(); strings.Contains(out, part) {
			t.Errorf("got %s in the catalog after its removal", part)
		}
	}
	if code, _, wrong := command(t, "catalog", "-endpoint", endpoint, "-remove", "app=102", "-remove", "app=5000000103"); code != 1 || !strings.Contains(wrong, "no app 5000000103") {
		t.Errorf("removed twice: got exit %d, want 1: %s", code, wrong)
	}
	if out := ask(); !strings.Contains(out, `"id": 102`) {
		t.Error("a refused removal had an effect")
	}
	for _, wrong := range []string{"app", "app=", "app=x", "phone=1", "=1"} {
		if code, _, _ := command(t, "catalog", "-endpoint", endpoint, "-remove", wrong); code != 2 {
			t.Errorf("-remove %s: got exit %d, want 2", wrong, code)
		}
	}
	if code, _, wrong := command(t, "-also", "no/such"); code != 2 || !strings.Contains(wrong, "no/such") {
		t.Errorf("-also with an unknown path: got exit %d, want 2: %s", code, wrong)
	}
	if code, wrong := stop(); code != 0 {
		t.Errorf("got exit %d, want 0: %s", code, wrong)
	}
}
