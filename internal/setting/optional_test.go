package setting

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// A setting implements the optional interfaces that describe it, and no others.
func TestOptionalInterfaces(t *testing.T) {
	for name, want := range map[string][]string{
		"image":              {"ErrorTitler", "Observer", "Eraser"},
		"properties":         {"Observer", "LateObserver", "Restarter", "Volatile"},
		"android_properties": {"Restarter"},
		"time_zone":          {"Observer"},
		"language":           {"Observer"},
		"location":           nil,
		"sim":                {"Observer"},
		"bandwidth":          {"Undoer"},
		"proxy":              {"Undoer", "SecretHolder"},
		"adb_enabled":        {"Undoer", "Observer"},
		"files/x":            {"Labeled"},
		kioskName:            {"Undoer", "Observer", "AbsenceObserver"},
	} {
		convergetest.Same(t, name, optional(ByName(name)), want...)
	}
}

// optional returns the names of the optional interfaces that a setting implements.
func optional(s converge.Setting) []string {
	var names []string
	note := func(implements bool, name string) {
		if implements {
			names = append(names, name)
		}
	}
	_, is := s.(converge.ErrorTitler)
	note(is, "ErrorTitler")
	_, is = s.(converge.Undoer)
	note(is, "Undoer")
	_, is = s.(converge.Observer)
	note(is, "Observer")
	_, is = s.(converge.LateObserver)
	note(is, "LateObserver")
	_, is = s.(converge.AbsenceObserver)
	note(is, "AbsenceObserver")
	_, is = s.(converge.Restarter)
	note(is, "Restarter")
	_, is = s.(converge.Volatile)
	note(is, "Volatile")
	_, is = s.(converge.Eraser)
	note(is, "Eraser")
	_, is = s.(converge.Labeled)
	note(is, "Labeled")
	_, is = s.(converge.SecretHolder)
	note(is, "SecretHolder")
	return names
}

// A setting with a sensitive attribute keeps its values out of logs.
func TestSensitiveSettingsHoldSecrets(t *testing.T) {
	for _, at := range All() {
		sensitive := false
		for _, a := range at.ResourceAttributes() {
			text, _ := a.(schema.StringAttribute)
			sensitive = sensitive || text.Sensitive
		}
		name := at.Name()
		if _, single := at.(converge.Setting); !single {
			name += "/x"
		}
		if _, holds := at.Setting(name).(converge.SecretHolder); holds != sensitive {
			t.Errorf("%s: got a SecretHolder: %t, want %t", name, holds, sensitive)
		}
	}
}
