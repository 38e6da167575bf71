package converge_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// file returns a file with a label.
func file(label, path, id string) converge.Desired {
	return converge.Desired{Setting: setting.ByName("files/" + label), Value: setting.File{Path: &path, ID: id}}
}

// Two resources that push the same file to the same folder share it, whatever their
// labels are. Another file under the same label is another setting, so an erasure that
// takes it sends it again. Control: the same file is sent only once.
func TestFileOfAnotherResource(t *testing.T) {
	for name, c := range map[string]struct {
		mine   converge.Desired
		shared []string
		sent   []string
	}{
		"same file, other label":  {file("mine", "/Download/", "f1"), []string{"files//Download/f1"}, []string{"change the image", "push the file"}},
		"other file, same label":  {file("theirs", "/Download", "f2"), nil, []string{"change the image", "push the file", "push the file"}},
		"same file, other folder": {file("theirs", "/Pictures", "f1"), nil, []string{"change the image", "push the file", "push the file"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				conv.Apply(t.Context(), order("other/2", converge.Holding{}, file("theirs", "/Download", "f1")))
				a.Changes = nil
				out := conv.Apply(t.Context(), order("mine/1", converge.Holding{}, wantWipe, c.mine))
				convergetest.Same(t, "changes", operations(a), c.sent...)
				convergetest.Same(t, "shared", convergetest.Names(out.Shared, func(s converge.Shared) string { return s.Target }), c.shared...)
				if out.Failed() || out.OthersLost {
					t.Errorf("got errors %v and others lost %v, want neither", out.Errors, out.OthersLost)
				}
			})
		})
	}
}

// A holding manages a file by what it is on the instance. Controls: another setting, and
// a file whose value is not known.
func TestManagesByTarget(t *testing.T) {
	mine := file("mine", "/Download", "f1")
	h := applied(mine, wantSpeed)
	value := func(name string) converge.Value {
		if name == "files/mine" {
			return mine.Value
		}
		return nil
	}
	unknown := func(string) converge.Value { return nil }
	for name, c := range map[string]struct {
		d     converge.Desired
		value func(string) converge.Value
		want  bool
	}{
		"same file, other label": {file("theirs", "/Download/", "f1"), value, true},
		"other file, same label": {file("mine", "/Download", "f2"), value, false},
		"unknown value":          {file("mine", "/Download", "f1"), unknown, false},
		"bandwidth":              {wantSpeed, unknown, true},
		"time zone":              {wantZone, unknown, false},
	} {
		if got := h.Manages(c.d, c.value); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}
