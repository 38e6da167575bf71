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
		"time_zone":          {"Observer", "Replicated"},
		"language":           {"Observer", "Replicated"},
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
	for _, i := range []struct {
		name       string
		implements bool
	}{
		{"ErrorTitler", implements[converge.ErrorTitler](s)},
		{"Undoer", implements[converge.Undoer](s)},
		{"Observer", implements[converge.Observer](s)},
		{"LateObserver", implements[converge.LateObserver](s)},
		{"Replicated", implements[converge.Replicated](s)},
		{"AbsenceObserver", implements[converge.AbsenceObserver](s)},
		{"Restarter", implements[converge.Restarter](s)},
		{"Volatile", implements[converge.Volatile](s)},
		{"Eraser", implements[converge.Eraser](s)},
		{"Labeled", implements[converge.Labeled](s)},
		{"SecretHolder", implements[converge.SecretHolder](s)},
	} {
		if i.implements {
			names = append(names, i.name)
		}
	}
	return names
}

func implements[T any](s converge.Setting) bool {
	_, is := s.(T)
	return is
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
