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

// savedInstance is one resource instance of a state file.
type savedInstance struct {
	// kind is the resource's type.
	kind string
	// all is everything the file says of it, attributes what the schema knows.
	all, attributes map[string]any
}

// editState rewrites the state file as another version of the provider, or of
// the CLI, would have written it.
func editState(p *acctest.InstanceCase, edit func(savedInstance)) {
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

// withoutNulls takes away every attribute that says nothing, nested ones too,
// and tells how many.
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

// A state that an older version has written goes on: it has none of the
// attributes that came later, no identity, and nothing of what the provider
// keeps for itself. Nothing is planned and nothing is sent; an apply fills in
// what is missing. Beside it, a state whose values differ is planned.
func TestAccOlderState(t *testing.T) {
	t.Parallel()
	p := acctest.NewInstanceCase(t, simulator.Options{}, "")
	config := acctest.InstanceHCL("one", acctest.InstanceA, acctest.Berlin+acctest.Slow) + acctest.SettingHCL("time_zone", "two", acctest.InstanceB, acctest.Berlin) + acctest.SettingHCL("bandwidth", "two", acctest.InstanceB, "upload_mbps = 5\ndownload_mbps = 10") +
		acctest.FleetHCL("rest", acctest.Phones("kiosk", 3, 5), acctest.SpeedProfile("kiosk", 5, "Europe/Berlin"))
	p.Configure(config)
	p.Apply()

	editState(p, func(s savedInstance) {
		removed := withoutNulls(s.attributes)
		if s.kind == "armcloud_instance" {
			for _, came := range []string{"current_image_id", "storage_bytes", "idc_code"} {
				if _, there := s.attributes[came]; !there {
					t.Errorf("the state has no %s", came)
				}
				delete(s.attributes, came)
			}
		}
		if removed == 0 {
			t.Errorf("%s: nothing was taken away from %v", s.kind, s.attributes)
		}
		for _, came := range []string{"private", "identity", "identity_schema_version"} {
			delete(s.all, came)
		}
	})
	p.Sends("", func() acctest.Result { return p.PlanEmpty() })
	p.Applies("")
	editState(p, func(s savedInstance) {
		if s.kind == "armcloud_instance" && (s.attributes["current_image_id"] == nil || s.attributes["storage_bytes"] == nil || object(s.all["identity"])["pad_code"] != acctest.InstanceA) {
			t.Errorf("the apply has not filled in what came later: %v", s.all)
		}
		if bandwidth := object(s.attributes["bandwidth"]); bandwidth != nil {
			bandwidth["upload_mbps"] = 7
		}
	})
	acctest.Contains(t, p.PlanChanges().Output, "upload_mbps = 7 -> 5", "1 to change")
	p.Applies("bandwidth 1")

	// What an older version set is taken back as ever.
	p.Configure(acctest.InstanceHCL("one", acctest.InstanceA, acctest.Berlin) + acctest.SettingHCL("time_zone", "two", acctest.InstanceB, acctest.Berlin) + acctest.FleetHCL("rest", acctest.Phones("kiosk", 3, 4), acctest.SpeedProfile("kiosk", 5, "Europe/Berlin")))
	p.Applies("bandwidth 3")
	acctest.Equal(t, "bandwidth of "+acctest.InstanceA, p.Instance(acctest.InstanceA).Bandwidth.UploadMbps, 0)
	acctest.Equal(t, "bandwidth of "+acctest.InstanceB, p.Instance(acctest.InstanceB).Bandwidth.UploadMbps, 0)
	acctest.Equal(t, "bandwidth of the phone that left the fleet", p.Instance(acctest.PadCode(5)).Bandwidth.UploadMbps, 0)
	acctest.Equal(t, "bandwidth of a phone that stayed in it", p.Instance(acctest.InstanceC).Bandwidth.UploadMbps, 5)
}

// A state of a newer version: attributes that this one does not know do not
// matter, a schema that it does not know is refused, and so are values that no
// version has written, with the attribute named. Nothing is sent.
func TestAccNewerAndBrokenState(t *testing.T) {
	t.Parallel()
	p := acctest.NewInstanceCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("one", acctest.InstanceA, acctest.Berlin))
	p.Apply()
	refused := func() acctest.Result {
		result := p.Run("plan", "-no-color")
		if result.Exit != 1 {
			t.Errorf("exit code %d, expected a refusal:\n%s", result.Exit, result.Output)
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
