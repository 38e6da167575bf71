package setting

import "testing"

// A source that shows the known text counts, otherwise the first that shows
// any.
func TestObservedText(t *testing.T) {
	known := "a"
	for _, c := range []struct {
		known *string
		shown []string
		want  string
		ok    bool
	}{
		{&known, []string{"b", "a"}, "a", true},
		{&known, []string{"b", "c"}, "b", true},
		{&known, []string{"", "c"}, "c", true},
		{nil, []string{"b", "a"}, "b", true},
		{&known, []string{"", ""}, "", false},
		{&known, nil, "", false},
	} {
		if got, ok := observedText(c.known, c.shown...); got != c.want || ok != c.ok {
			t.Errorf("%q among %q: got %q, %v, want %q, %v", *orEmpty(c.known), c.shown, got, ok, c.want, c.ok)
		}
	}
}

func orEmpty(s *string) *string {
	if s == nil {
		return new(string)
	}
	return s
}
