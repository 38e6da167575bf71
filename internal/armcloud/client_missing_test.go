package armcloud

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// An operation that some services do not have is unavailable only if the service says
// so repeatedly, however many retries are configured. One that has an alternative with
// less data is never unavailable once it has succeeded. The control is an operation of
// another level than that of the responses before.
func TestOneMissingResponseIsNotEnough(t *testing.T) {
	missing := step{status: 404, body: `{"code":404,"msg":"not found"}`}
	page := step{status: 404, body: `<html><title>Not found</title>`}
	current := step{status: 200, body: `{"code":200,"traceId":"t1","data":[]}`}
	for name, c := range map[string]struct {
		before *Operation // is sent first
		op     *Operation
		steps  []step
		class  Class // -1 is success
		count  int
	}{
		"once":                            {nil, ListDetails, []step{missing, ok(`[]`)}, -1, 2},
		"always":                          {nil, ListDetails, []step{missing}, ClassUnavailable, 3},
		"after a success":                 {ListDetails, ListDetails, []step{ok(`[]`), missing}, ClassTransport, 5},
		"parameter is missing":            {ListDetails, ListDetails, []step{ok(`[]`), refused("1104")}, ClassRejected, 2},
		"one level, once":                 {nil, BatchPadProperties, []step{missing, ok(`[]`)}, -1, 2},
		"one level, always":               {nil, BatchPadProperties, []step{missing}, ClassUnavailable, 3},
		"of the level that was seen":      {ListGroups, BatchPadProperties, []step{current, missing}, ClassUnavailable, 4},
		"old one, of the level":           {ListGroups, GetPublicIP, []step{ok(`[]`), missing}, ClassUnavailable, 4},
		"a page of a gateway":             {ListGroups, BatchPadProperties, []step{ok(`[]`), page}, ClassUnavailable, 4},
		"control: of another level":       {ListGroups, BatchPadProperties, []step{ok(`[]`), missing}, ClassUnavailable, 2},
		"control: old, of another level":  {ListGroups, GetPublicIP, []step{current, missing}, ClassUnavailable, 2},
		"control: of every level":         {nil, SetTimeZone, []step{missing}, ClassRejected, 1},
		"two responses, then a good one":  {nil, BatchPadProperties, []step{missing, missing, ok(`[]`)}, -1, 3},
		"an outage counts as no response": {nil, BatchPadProperties, []step{missing, {status: 503}, missing, ok(`[]`)}, -1, 4},
	} {
		for _, without := range []bool{false, true} {
			if strings.HasPrefix(name, "after") && without || strings.HasPrefix(name, "an outage") && without {
				continue // these depend on retries
			}
			synctest.Test(t, func(t *testing.T) {
				transport := scripted(c.steps...)
				client := newTestClient(t, transport, nil)
				ctx := t.Context()
				if without {
					ctx = WithoutRetry(ctx)
				}
				if c.before != nil {
					if _, err := client.Call(ctx, c.before, nil); err != nil {
						t.Fatal(err)
					}
				}
				_, err := client.Call(ctx, c.op, nil)
				if c.class < 0 && err != nil {
					t.Errorf("%s: %v", name, err)
				} else if got, _ := ClassOf(err); c.class >= 0 && got != c.class {
					t.Errorf("%s, without retries %v: got %v, want class %s", name, without, err, c.class)
				}
				if transport.count() != c.count {
					t.Errorf("%s, without retries %v: got %d requests, want %d", name, without, transport.count(), c.count)
				}
			})
		}
	}
}

// A caller that leaves before enough responses say that an operation is missing has
// not found that out. The control stays.
func TestMissingOperationIsNotKnownTooSoon(t *testing.T) {
	for timeout, class := range map[time.Duration]Class{time.Millisecond: ClassTransport, time.Hour: ClassUnavailable} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), timeout)
			defer cancel()
			_, err := newTestClient(t, scripted(step{status: 404, body: `{"code":404}`}), nil).Call(ctx, BatchPadProperties, nil)
			if got, _ := ClassOf(err); got != class {
				t.Errorf("%s: got %v, want class %s", timeout, err, class)
			}
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
