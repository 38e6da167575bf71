package lookup_test

import (
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// The 2024 API level returns one URL per instance. On the current level the error
// names the level that is needed. Invalid values fail the plan.
func TestAccPreviewData(t *testing.T) {
	t.Parallel()
	const config = "data \"armcloud_instance_preview\" \"all\" {\n  pad_codes = [\"AC32010000001\", \"AC32010000003\"]\n  rotation  = 1\n}\n"
	account := acctest.Start(t, simulator.Options{Instances: 3, Level: simulator.Level2024})
	w := acctest.NewWorkspace(t, account.Provider("")+config)
	w.Apply()
	urls, _ := w.State("data.armcloud_instance_preview.all")["urls"].(map[string]any)
	for _, code := range []string{"AC32010000001", "AC32010000003"} {
		if url, _ := urls[code].(string); !strings.HasPrefix(url, "https://") || !strings.Contains(url, code) || !strings.Contains(url, "rotation=1") {
			t.Errorf("%s: got URL %q, want https with the pad code and rotation=1", code, url)
		}
	}
	if sizes := account.Counters().BatchSizes["/openapi/open/pad/generatePreview"]; sizes[2] == 0 {
		t.Errorf("got requests by size %v, want some for 2 instances", sizes)
	}
	current := acctest.Start(t, simulator.Options{Instances: 3})
	wantPlanErrors(t, w, map[string]string{
		current.Provider("") + config:                                   "armcloud_instance_preview needs the API level of 2024",
		account.Provider("") + strings.Replace(config, "= 1", "= 2", 1): "between 0 and 1",
	})
}
