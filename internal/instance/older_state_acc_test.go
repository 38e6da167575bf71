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
func (p *phoneTest) editState(edit func(savedInstance)) {
	p.t.Helper()
	file := filepath.Join(p.Dir, "terraform.tfstate")
	text, err := os.ReadFile(file)
	if err != nil {
		p.t.Fatal(err)
	}
	var state map[string]any
	if err := json.Unmarshal(text, &state); err != nil {
		p.t.Fatal(err)
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
		p.t.Fatal(err)
	}
	p.file("terraform.tfstate", string(text))
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
	p := newPhoneTest(t, simulator.Options{}, "")
	config := phone("one", phoneA, berlin+slow) + own("time_zone", "two", phoneB, berlin) + own("bandwidth", "two", phoneB, "upload_mbps = 5\ndownload_mbps = 10") +
		fleetHCL("rest", pads("kiosk", 3, 5), speed("kiosk", 5, "Europe/Berlin"))
	p.config(config)
	p.Apply()

	p.editState(func(s savedInstance) {
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
	p.sends("", func() acctest.Result { return p.PlanEmpty() })
	p.applies("")
	p.editState(func(s savedInstance) {
		if s.kind == "armcloud_instance" && (s.attributes["current_image_id"] == nil || s.attributes["storage_bytes"] == nil || object(s.all["identity"])["pad_code"] != phoneA) {
			t.Errorf("the apply has not filled in what came later: %v", s.all)
		}
		if bandwidth := object(s.attributes["bandwidth"]); bandwidth != nil {
			bandwidth["upload_mbps"] = 7
		}
	})
	says(t, p.PlanChanges().Output, "upload_mbps = 7 -> 5", "1 to change")
	p.applies("bandwidth 1")

	// What an older version set is taken back as ever.
	p.config(phone("one", phoneA, berlin) + own("time_zone", "two", phoneB, berlin) + fleetHCL("rest", pads("kiosk", 3, 4), speed("kiosk", 5, "Europe/Berlin")))
	p.applies("bandwidth 3")
	is(t, "bandwidth of "+phoneA, p.on(phoneA).Bandwidth.UploadMbps, 0)
	is(t, "bandwidth of "+phoneB, p.on(phoneB).Bandwidth.UploadMbps, 0)
	is(t, "bandwidth of the phone that left the fleet", p.on(pad(5)).Bandwidth.UploadMbps, 0)
	is(t, "bandwidth of a phone that stayed in it", p.on(phoneC).Bandwidth.UploadMbps, 5)
}

// A state of a newer version: attributes that this one does not know do not
// matter, a schema that it does not know is refused, and so are values that no
// version has written, with the attribute named. Nothing is sent.
func TestAccNewerAndBrokenState(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(phone("one", phoneA, berlin))
	p.Apply()
	refused := func() acctest.Result {
		result := p.Run("plan", "-no-color")
		if result.Exit != 1 {
			t.Errorf("exit code %d, expected a refusal:\n%s", result.Exit, result.Output)
		}
		return result
	}

	p.editState(func(s savedInstance) { s.attributes["ringtone"] = "bell" })
	p.sends("", func() acctest.Result { return p.PlanEmpty() })

	p.editState(func(s savedInstance) { s.attributes["bandwidth"] = "quick" })
	says(t, p.sends("", refused).Output, "Unable to Read Previously Saved State", `AttributeName("bandwidth")`)

	p.editState(func(s savedInstance) {
		delete(s.attributes, "bandwidth")
		s.all["schema_version"] = 99
	})
	says(t, p.sends("", refused).Output, "newer provider version")
}
