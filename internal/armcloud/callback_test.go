package armcloud

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// CallbackTypes accepts numbers as strings and leaves out types without an id.
func TestCallbackTypesAreRead(t *testing.T) {
	transport := scripted(ok(`[{"callbackName":"a","callbackType":"4","id":14},{"callbackName":null,"callbackType":5,"id":"15"},{"callbackName":"no id"}]`),
		ok(`{"callbackName":"one","callbackType":"6","id":16}`), ok(`null`))
	client := newTestClient(t, transport, nil)
	for _, want := range [][]CallbackType{{{14, "a", "4"}, {15, "", "5"}}, {{16, "one", "6"}}, nil} {
		got, err := client.CallbackTypes(t.Context())
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Errorf("error %v, diff (-want +got):\n%s", err, diff)
		}
	}
	if sent := transport.sent[0]; sent.path != ListCallbackTypes.Path || sent.body != "" || sent.query != "" {
		t.Errorf("sent %q, %q to %s", sent.query, sent.body, sent.path)
	}
}

// CallbackURL accepts a string, an object or a list. Null, "" and empty lists mean
// that there is no callback.
func TestCallbackURLIsRead(t *testing.T) {
	for data, want := range map[string]string{
		`"http://a.example/x"`: "http://a.example/x", `null`: "", `""`: "", `" "`: "", `[]`: "", `{}`: "",
		`{"callbackUrl":"http://b.example"}`: "http://b.example", `[{"callbackUrl":""},{"callbackUrl":"http://c.example"}]`: "http://c.example",
	} {
		got, err := newTestClient(t, scripted(ok(data)), nil).CallbackURL(t.Context())
		if err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", data, got, err, want)
		}
	}
	// A missing payload means that there is no callback. A list of numbers is an error.
	got, err := newTestClient(t, scripted(step{status: 200, body: `{"code":200,"msg":"ok"}`}), nil).CallbackURL(t.Context())
	if err != nil || got != "" {
		t.Errorf("no payload: got %q, %v, want no URL", got, err)
	}
	_, err = newTestClient(t, scripted(ok(`[7]`)), nil).CallbackURL(t.Context())
	wantClass(t, err, ClassTransport)
	if !strings.Contains(err.Error(), "contact ARMCloud support") {
		t.Errorf("got %v, want the advice for a response of an unknown format", err)
	}
}

// AddCallback and UpdateCallback send the documented fields. The number of types
// in the response may be a string or missing.
func TestCallbacksAreWritten(t *testing.T) {
	transport := scripted(ok(`2`), ok(`"1"`), ok(`null`), ok(`true`), ok(`{}`), ok(`22`))
	client := newTestClient(t, transport, nil)
	var counts []int64
	for i := range 5 {
		write := client.AddCallback
		if i%2 == 1 {
			write = client.UpdateCallback
		}
		count, err := write(t.Context(), "http://a.example/?a=1&b=<2>", []int64{21, 14})
		if err != nil {
			t.Fatal(err)
		}
		counts = append(counts, count)
	}
	if !slices.Equal(counts, []int64{2, 1, -1, -1, -1}) {
		t.Errorf("got counts %v, want [2 1 -1 -1 -1]", counts)
	}
	if err := client.DeleteCallback(t.Context()); err != nil {
		t.Error(err)
	}
	const body = `{"callbackIdList":[21,14],"callbackUrl":"http://a.example/?a=1&b=<2>"}`
	if transport.sent[0].body != body || transport.sent[1].body != body || transport.sent[5].body != `{}` {
		t.Errorf("sent %s, %s and %s", transport.sent[0].body, transport.sent[1].body, transport.sent[5].body)
	}
	if transport.sent[0].path != AddCallback.Path || transport.sent[1].path != UpdateCallback.Path || transport.sent[5].path != DeleteCallback.Path {
		t.Errorf("sent to %s, %s and %s", transport.sent[0].path, transport.sent[1].path, transport.sent[5].path)
	}
	_, err := newTestClient(t, scripted(refused("100000")), nil).AddCallback(t.Context(), "x", nil)
	wantClass(t, err, ClassRejected)
}

// No log line or error contains the callback URL, even if the service repeats it.
// The type id is the control: it is shown.
func TestCallbackURLIsRedacted(t *testing.T) {
	log := &logLines{}
	echo := step{status: 200, body: `{"code":100000,"msg":"https://a.example/CANARY-PATH is refused","data":null}`}
	client := newTestClient(t, scripted(ok(`1`), echo), func(c *Config) { c.Log = log })
	if _, err := client.AddCallback(t.Context(), "https://a.example/CANARY-PATH", []int64{4711}); err != nil {
		t.Fatal(err)
	}
	_, err := client.UpdateCallback(t.Context(), "https://a.example/CANARY-PATH", []int64{4711})
	if text := log.text() + err.Error(); strings.Contains(text, "CANARY-PATH") || !strings.Contains(text, "4711") || !strings.Contains(text, "is refused") {
		t.Errorf("got log and error:\n%s", text)
	}
}
