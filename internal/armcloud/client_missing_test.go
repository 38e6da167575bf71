package armcloud

import (
	"strings"
	"testing"
	"testing/synctest"
)

// An operation that has an alternative with less data is unavailable only if the
// service says so repeatedly, and never once it has succeeded. The control is an
// operation that belongs to one level.
func TestOneMissingResponseIsNotEnough(t *testing.T) {
	missing := step{status: 404, body: `{"code":404,"msg":"not found"}`}
	for name, c := range map[string]struct {
		op    *Operation
		steps []step
		class Class // -1 is success
		count int
	}{
		"once":                 {ListDetails, []step{missing, ok(`[]`)}, -1, 2},
		"always":               {ListDetails, []step{missing}, ClassUnavailable, 3},
		"after a success":      {ListDetails, []step{ok(`[]`), missing}, ClassTransport, 5},
		"parameter is missing": {ListDetails, []step{ok(`[]`), refused("1104")}, ClassRejected, 2},
		"control: one level":   {BatchPadProperties, []step{missing}, ClassUnavailable, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				transport := scripted(c.steps...)
				client := newTestClient(t, transport, nil)
				_, err := client.Call(t.Context(), c.op, nil)
				if strings.HasPrefix(name, "after") || strings.HasPrefix(name, "parameter") {
					_, err = client.Call(t.Context(), c.op, nil)
				}
				if c.class < 0 && err != nil {
					t.Error(err)
				} else if c.class >= 0 {
					wantClass(t, err, c.class)
				}
				if transport.count() != c.count {
					t.Errorf("got %d requests, want %d", transport.count(), c.count)
				}
			})
		})
	}
}

// A web page in response to a read is retried twice, because gateways in maintenance
// respond like that for a moment. The control is a change.
func TestWebPagesInResponseToReads(t *testing.T) {
	for op, count := range map[*Operation]int{ListDetails: 3, SetTimeZone: 1, Restart: 1} {
		for _, body := range []string{"<html><title>Maintenance</title>", "down for maintenance", `{"success":false,"msg":"down"}`} {
			synctest.Test(t, func(t *testing.T) {
				transport := scripted(step{status: 200, body: body})
				_, err := newTestClient(t, transport, nil).Call(t.Context(), op, nil)
				if err == nil || transport.count() != count {
					t.Errorf("%s, %q: got %d requests and %v, want %d", op, body, transport.count(), err, count)
				}
			})
		}
	}
}

// A response without a code is not a success. The error says what the service says.
// The control is the same response with a code.
func TestResponseWithoutACode(t *testing.T) {
	for body, want := range map[string]string{
		`{"success":false,"msg":"service unavailable","data":null}`:            "no code, so it is not known whether the request succeeded: service unavailable",
		`{"code":null,"msg":"success","data":[]}`:                              "no code",
		`{"code":"it did not work","data":[]}`:                                 "no code",
		`{"code":{},"data":[]}`:                                                "no code",
		`{"success":false,"msg":"service unavailable","data":null,"code":200}`: "",
	} {
		for op, class := range map[*Operation]Class{SetBlacklist: ClassTransport, Restart: ClassAmbiguous} {
			_, err := callOnce(t, op, step{status: 200, body: body})
			if want == "" {
				if err != nil {
					t.Errorf("%s: %v", body, err)
				}
			} else if e := errorOf(t, err, class); !strings.Contains(e.Message, want) {
				t.Errorf("%s: got %v, want %q", body, e, want)
			}
		}
	}
}
