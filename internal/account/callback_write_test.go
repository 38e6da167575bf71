package account

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// fakeCallbacks is an account with one callback; its counts are what the
// service would answer.
type fakeCallbacks struct {
	url   string
	types []int64
	// adds: an update adds to the types that are there.
	adds bool
	// silent: the answers give no count.
	silent bool
	// refuses are types that the service leaves out.
	refuses []int64
	// lost: the first insert is carried out, and refused when it is sent again.
	lost  bool
	calls []string
}

func (f *fakeCallbacks) count(types []int64) int64 {
	f.types = slices.DeleteFunc(slices.Clone(types), func(id int64) bool { return slices.Contains(f.refuses, id) })
	slices.Sort(f.types)
	f.types = slices.Compact(f.types)
	if f.silent {
		return -1
	}
	return int64(len(f.types))
}

func (f *fakeCallbacks) CallbackURL(context.Context) (string, error) { return f.url, nil }

func (f *fakeCallbacks) AddCallback(_ context.Context, url string, types []int64) (int64, error) {
	f.calls = append(f.calls, "insert")
	if f.url != "" {
		return -1, &armcloud.Error{Class: armcloud.ClassRejected, Message: "there is one"}
	}
	count := f.count(types)
	f.url = url
	if f.lost {
		return -1, &armcloud.Error{Class: armcloud.ClassRejected, Message: "there is one"}
	}
	return count, nil
}

func (f *fakeCallbacks) UpdateCallback(_ context.Context, url string, types []int64) (int64, error) {
	f.calls = append(f.calls, "update")
	f.url = url
	if f.adds {
		types = slices.Concat(f.types, types)
	}
	return f.count(types), nil
}

func (f *fakeCallbacks) DeleteCallback(context.Context) error {
	f.calls = append(f.calls, "delete")
	f.url, f.types = "", nil
	return nil
}

// A callback is inserted where there is none and updated where there is one;
// where the count tells that types are left of an earlier set, it is deleted and
// inserted, and where types are refused, that is an error. A service that does
// not count is believed.
func TestCallbackIsWritten(t *testing.T) {
	t.Parallel()
	wish := callbackWish{url: "http://mine.example", typeIDs: []int64{1, 2}}
	for name, c := range map[string]struct {
		fake    fakeCallbacks
		calls   string
		types   []int64
		problem string
	}{
		"none there":               {fakeCallbacks{}, "insert", []int64{1, 2}, ""},
		"replaces":                 {fakeCallbacks{url: "http://old.example", types: []int64{1, 2, 3}}, "update", []int64{1, 2}, ""},
		"adds, and the set shrank": {fakeCallbacks{url: "http://mine.example", types: []int64{1, 2, 3}, adds: true}, "update delete insert", []int64{1, 2}, ""},
		"adds, and the set grew":   {fakeCallbacks{url: "http://mine.example", types: []int64{1}, adds: true}, "update", []int64{1, 2}, ""},
		"does not count":           {fakeCallbacks{url: "http://mine.example", types: []int64{1, 2, 3}, adds: true, silent: true}, "update", []int64{1, 2, 3}, ""},
		"refuses a type":           {fakeCallbacks{refuses: []int64{2}}, "insert", []int64{1}, "configured 1 of 2 types of callbacks; sent were [1 2]"},
		"lost its answer":          {fakeCallbacks{lost: true}, "insert update", []int64{1, 2}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := c.fake
			written, err := wish.write(t.Context(), &fake, fake.url)
			if !written || fake.url != wish.url {
				t.Errorf("written is %v, the address is %q", written, fake.url)
			}
			if got := strings.Join(fake.calls, " "); got != c.calls {
				t.Errorf("called %q, expected %q", got, c.calls)
			}
			if !slices.Equal(fake.types, c.types) {
				t.Errorf("types are %v, expected %v", fake.types, c.types)
			}
			if (err != nil) != (c.problem != "") || (err != nil && !strings.Contains(err.Error(), c.problem)) {
				t.Errorf("the error is %v, expected %q", err, c.problem)
			}
		})
	}
}

// An insert that is refused because of somebody else's callback stays refused.
func TestCallbackOfSomebodyElse(t *testing.T) {
	t.Parallel()
	fake := &fakeCallbacks{url: "http://theirs.example", types: []int64{9}}
	written, err := callbackWish{url: "http://mine.example", typeIDs: []int64{1}}.write(t.Context(), fake, "")
	var refused *armcloud.Error
	if written || !errors.As(err, &refused) || fake.url != "http://theirs.example" {
		t.Errorf("written is %v, the error is %v, the address %q", written, err, fake.url)
	}
}

// Only whole http and https URLs are usable, and what may be secret in one is
// not shown.
func TestURLs(t *testing.T) {
	t.Parallel()
	for text, problem := range map[string]string{
		"http://a.example": "", "https://[::1]:8080/x?token=1": "", "HTTP://a.example/": "",
		"a.example/x": "does not begin", "localhost:8080/callback": "does not begin", "ftp://a.example": "does not begin", "": "does not begin",
		"http://": "names no host", "https:///x": "names no host", "http://:80": "names no host", "http://a b": "is not a URL", "http://a.example/%zz": "is not a URL",
	} {
		if got := problemOfURL(text); !strings.HasPrefix(got, problem) || (got == "") != (problem == "") {
			t.Errorf("%q: %q, expected %q", text, got, problem)
		}
	}
	for text, want := range map[string]string{
		"https://a.example:8080/x": "https://a.example:8080/…", "https://user:secret@a.example?token=secret": "https://a.example/…", "http://a.example/": "http://a.example", "http://%zz": "another address",
	} {
		if got := shownURL(text); got != want {
			t.Errorf("%q is shown as %q, expected %q", text, got, want)
		}
	}
}
