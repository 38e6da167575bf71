package account

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// fakeCallbacks is an account with one callback.
type fakeCallbacks struct {
	url   string
	types []int64
	// adds: an update adds to the existing types instead of replacing them.
	adds bool
	// silent: responses have no count.
	silent bool
	// refuses are types that are ignored.
	refuses []int64
	// lost: the response to the insert is lost, and its retry rejected.
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

// A missing callback is inserted and an existing one updated. If the count shows
// that earlier types remain, the callback is deleted and inserted; if it shows that
// types were refused, that is an error. A response without a count is trusted.
func TestWriteCallback(t *testing.T) {
	t.Parallel()
	desired := desiredCallback{url: "http://mine.example", typeIDs: []int64{1, 2}}
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
		"refuses a type":           {fakeCallbacks{refuses: []int64{2}}, "insert", []int64{1}, "configured 1 of 2 callback types; the request had [1 2]"},
		"lost its answer":          {fakeCallbacks{lost: true}, "insert update", []int64{1, 2}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := c.fake
			written, err := desired.write(t.Context(), &fake, fake.url)
			if !written || fake.url != desired.url {
				t.Errorf("got written %v and URL %q, want true and %q", written, fake.url, desired.url)
			}
			if got := strings.Join(fake.calls, " "); got != c.calls {
				t.Errorf("got calls %q, want %q", got, c.calls)
			}
			if !slices.Equal(fake.types, c.types) {
				t.Errorf("got types %v, want %v", fake.types, c.types)
			}
			if (err != nil) != (c.problem != "") || (err != nil && !strings.Contains(err.Error(), c.problem)) {
				t.Errorf("got error %v, want %q", err, c.problem)
			}
		})
	}
}

// An insert that is refused because of another callback fails.
func TestWriteCallbackRefused(t *testing.T) {
	t.Parallel()
	fake := &fakeCallbacks{url: "http://theirs.example", types: []int64{9}}
	written, err := desiredCallback{url: "http://mine.example", typeIDs: []int64{1}}.write(t.Context(), fake, "")
	var refused *armcloud.Error
	if written || !errors.As(err, &refused) || fake.url != "http://theirs.example" {
		t.Errorf("got written %v, error %v and URL %q, want a refusal and the other URL", written, err, fake.url)
	}
}

// Only absolute http and https URLs are valid, and messages do not show the parts
// that may be secret.
func TestURLs(t *testing.T) {
	t.Parallel()
	for text, problem := range map[string]string{
		"http://a.example": "", "https://[::1]:8080/x?token=1": "", "HTTP://a.example/": "",
		"a.example/x": "does not begin", "localhost:8080/callback": "does not begin", "ftp://a.example": "does not begin", "": "does not begin",
		"http://": "has no host", "https:///x": "has no host", "http://:80": "has no host", "http://a b": "is not a URL", "http://a.example/%zz": "is not a URL",
	} {
		if got := urlProblem(text); !strings.HasPrefix(got, problem) || (got == "") != (problem == "") {
			t.Errorf("%q: got problem %q, want %q", text, got, problem)
		}
	}
	for text, want := range map[string]string{
		"https://a.example:8080/x": "https://a.example:8080/…", "https://user:secret@a.example?token=secret": "https://a.example/…", "http://a.example/": "http://a.example", "http://%zz": "another address",
	} {
		if got := redactURL(text); got != want {
			t.Errorf("%q: got redacted %q, want %q", text, got, want)
		}
	}
}
