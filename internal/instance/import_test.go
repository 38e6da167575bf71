package instance

import (
	"slices"
	"testing"
)

// An import ID is the pad code, followed by the keys of the resource if it has
// any. A folder keeps its slashes.
func TestSplitImportID(t *testing.T) {
	t.Parallel()
	for id, c := range map[string]struct {
		keys int
		want []string
	}{
		"AC1":                   {0, []string{"AC1"}},
		"AC1/com.example.kiosk": {1, []string{"AC1", "com.example.kiosk"}},
		"AC1/a/b":               {1, nil},
		"AC2":                   {1, nil},
		"AC1/":                  {1, nil},
		"/com.example.kiosk":    {1, nil},
		"AC1/f":                 {2, []string{"AC1", "", "f"}},
		"AC1/Download/f":        {2, []string{"AC1", "/Download", "f"}},
		"AC1/Download/cfg//f":   {2, []string{"AC1", "/Download/cfg/", "f"}},
		"AC1//f":                {2, []string{"AC1", "/", "f"}},
		"AC1/Download/":         {2, nil},
		"":                      {2, nil},
	} {
		got, ok := splitImportID(id, c.keys)
		if !slices.Equal(got, c.want) || ok != (c.want != nil) {
			t.Errorf("%q with %d keys: got %q, %v, want %q", id, c.keys, got, ok, c.want)
		}
	}
}
