package instance_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// savedInstance is an instance of a resource in a state file.
type savedInstance struct {
	// kind is the type of the resource.
	kind string
	// all is the whole object in the file, attributes the part in the schema.
	all, attributes map[string]any
}

// editState edits the state file, to what another version of the provider or of
// the CLI would have written.
func editState(p *acctest.Case, edit func(savedInstance)) {
	p.T.Helper()
	file := filepath.Join(p.Dir, "terraform.tfstate")
	text, err := os.ReadFile(file)
	if err != nil {
		p.T.Fatal(err)
	}
	var state map[string]any
	if err := json.Unmarshal(text, &state); err != nil {
		p.T.Fatal(err)
	}
	for _, one := range list(state["resources"]) {
		resource := object(one)
		for _, saved := range list(resource["instances"]) {
			all := object(saved)
			kind, _ := resource["type"].(string)
			edit(savedInstance{kind: kind, all: all, attributes: object(all["attributes"])})
		}
	}
	if text, err = json.Marshal(state); err != nil {
		p.T.Fatal(err)
	}
	p.WriteFile("terraform.tfstate", string(text))
}

func list(v any) []any { l, _ := v.([]any); return l }

func object(v any) map[string]any { o, _ := v.(map[string]any); return o }

// withoutNulls removes null attributes, including nested ones, and returns their
// number.
func withoutNulls(attributes map[string]any) (removed int) {
	maps.DeleteFunc(attributes, func(_ string, v any) bool {
		if v == nil {
			removed++
		}
		return v == nil
	})
	for _, v := range attributes {
		removed += withoutNulls(object(v))
	}
	return removed
}

// The state of an older version lacks newer attributes, the identity and the
// private state. Its plan is empty, and an apply sends nothing and fills in what is
// missing. The control is a state with another value, which has a plan.
func TestAccInstanceOlderState(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	config := acctest.InstanceHCL("one", acctest.InstanceA, acctest.Berlin+acctest.Slow) + acctest.SettingHCL("time_zone", "two", acctest.InstanceB, acctest.Berlin) + acctest.SettingHCL("bandwidth", "two", acctest.InstanceB, "upload_mbps = 5\ndownload_mbps = 10") +
		acctest.FleetHCL("rest", acctest.Phones("kiosk", 3, 5), acctest.SpeedProfile("kiosk", 5, "Europe/Berlin"))
	p.Configure(config)
	p.Apply()

	editState(p, func(s savedInstance) {
		removed := withoutNulls(s.attributes)
		if s.kind == "armcloud_instance" {
			for _, newer := range []string{"current_image_id", "storage_bytes", "idc_code"} {
				if _, there := s.attributes[newer]; !there {
					t.Errorf("got no %s in the state, want it", newer)
				}
				delete(s.attributes, newer)
			}
		}
		if removed == 0 {
			t.Errorf("%s: got no null attributes in %v, want some to remove", s.kind, s.attributes)
		}
		for _, newer := range []string{"private", "identity", "identity_schema_version"} {
			delete(s.all, newer)
		}
	})
	p.Sends("", func() acctest.Result { return p.PlanEmpty() })
	p.Applies("")
	editState(p, func(s savedInstance) {
		if s.kind == "armcloud_instance" && (s.attributes["current_image_id"] == nil || s.attributes["storage_bytes"] == nil || object(s.all["identity"])["pad_code"] != acctest.InstanceA) {
			t.Errorf("got %v after the apply, want the newer attributes and the identity", s.all)
		}
		if bandwidth := object(s.attributes["bandwidth"]); bandwidth != nil {
			bandwidth["upload_mbps"] = 7
		}
	})
	acctest.Contains(t, p.PlanChanges().Output, "upload_mbps = 7 -> 5", "1 to change")
	p.Applies("bandwidth 1")

	// Settings that an older version has applied are undone.
	p.Configure(acctest.InstanceHCL("one", acctest.InstanceA, acctest.Berlin) + acctest.SettingHCL("time_zone", "two", acctest.InstanceB, acctest.Berlin) + acctest.FleetHCL("rest", acctest.Phones("kiosk", 3, 4), acctest.SpeedProfile("kiosk", 5, "Europe/Berlin")))
	p.Applies("bandwidth 3")
	acctest.Equal(t, "bandwidth of "+acctest.InstanceA, p.Instance(acctest.InstanceA).Bandwidth.UploadMbps, 0)
	acctest.Equal(t, "bandwidth of "+acctest.InstanceB, p.Instance(acctest.InstanceB).Bandwidth.UploadMbps, 0)
	acctest.Equal(t, "bandwidth of the instance that was removed from the fleet", p.Instance(acctest.PadCode(5)).Bandwidth.UploadMbps, 0)
	acctest.Equal(t, "bandwidth of an instance that stayed in it", p.Instance(acctest.InstanceC).Bandwidth.UploadMbps, 5)
}

// In the state of a newer version, unknown attributes are ignored. A newer schema
// version is an error, and so is a value of the wrong type, which names the
// attribute. Nothing is sent.
func TestAccInstanceNewerOrBrokenState(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("one", acctest.InstanceA, acctest.Berlin))
	p.Apply()
	refused := func() acctest.Result {
		result := p.Run("plan", "-no-color")
		if result.Exit != 1 {
			t.Errorf("got exit code %d, want 1:\n%s", result.Exit, result.Output)
		}
		return result
	}

	editState(p, func(s savedInstance) { s.attributes["ringtone"] = "bell" })
	p.Sends("", func() acctest.Result { return p.PlanEmpty() })

	editState(p, func(s savedInstance) { s.attributes["bandwidth"] = "quick" })
	acctest.Contains(t, p.Sends("", refused).Output, "Unable to Read Previously Saved State", `AttributeName("bandwidth")`)

	editState(p, func(s savedInstance) {
		delete(s.attributes, "bandwidth")
		s.all["schema_version"] = 99
	})
	acctest.Contains(t, p.Sends("", refused).Output, "newer provider version")
}
