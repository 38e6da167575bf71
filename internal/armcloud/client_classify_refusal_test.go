package armcloud

import (
	"context"
	"testing"
	"testing/synctest"
)

// Whether a refusal may be repeated depends on code, message and operation, for
// whole responses and for items alike.
func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		op            *Operation
		code, message string
		want          Refusal
	}{
		"busy":                         {Restart, "110014", "", Refusal{Class: ClassBusy, Repeatable: true}},
		"one is busy":                  {Restart, "110031", "", Refusal{Class: ClassBusy, Repeatable: true, OneInstance: true}},
		"too many":                     {Restart, "429", "", Refusal{Class: ClassRateLimited, Repeatable: true}},
		"one is unknown":               {Restart, "110028", "busy", Refusal{Class: ClassNotFound, OneInstance: true}},
		"one is not running":           {Restart, "PAD_NOT_RUNNING", "", Refusal{OneInstance: true}},
		"one changes its image":        {UpgradeImage, "110038", "", Refusal{OneInstance: true}},
		"parameters":                   {SetTimeZone, "100000", "busy", Refusal{}},
		"500":                          {SetTimeZone, "500", "bad country", Refusal{}},
		"500, busy":                    {SetTimeZone, "500", "System busy", Refusal{Class: ClassBusy, Repeatable: true}},
		"500, busy, not repeatable":    {Restart, "500", "System busy, try again later", Refusal{Class: ClassAmbiguous}},
		"500, busy in Chinese":         {Restart, "500", "系统繁忙", Refusal{Class: ClassAmbiguous}},
		"missing":                      {BatchPadProperties, "404", "", Refusal{Class: ClassUnavailable}},
		"missing although of all":      {SetTimeZone, "404", "", Refusal{}},
		"without a required parameter": {SetTimeZone, "1104", "", Refusal{}},
		"unknown":                      {Restart, "987", "busy", Refusal{}},
		"no operation":                 {nil, "110031", "", Refusal{Class: ClassBusy, Repeatable: true, OneInstance: true}},
	} {
		got := Classify(c.op, c.code, c.message)
		if got.Class != c.want.Class || got.Repeatable != c.want.Repeatable || got.OneInstance != c.want.OneInstance {
			t.Errorf("%s: got %s, one instance %v, repeatable %v, want %s, %v, %v", name,
				got.Class, got.OneInstance, got.Repeatable, c.want.Class, c.want.OneInstance, c.want.Repeatable)
		}
	}
}

// An item with code 500 and "busy" is not a temporary refusal of an operation that is
// not safe to repeat. The control is an operation that is.
func TestBusyItems(t *testing.T) {
	const data = `[{"padCode":"AC1","errorCode":500,"errorMsg":"system busy, try again later"}]`
	for op, class := range map[*Operation]Class{Restart: ClassAmbiguous, SetTimeZone: ClassBusy} {
		got, err := newTestClient(t, scripted(ok(data)), nil).Submit(t.Context(), op, []string{"AC1"}, nil)
		if err != nil || len(got) != 1 || got[0].Err == nil || got[0].Err.Class != class {
			t.Errorf("%s: got %+v, %v, want class %s", op, got, err, class)
		}
	}
}

// A request that is refused because one of its instances is busy is not retried, so
// that the caller can bisect it. The control is a request for a single instance.
func TestBusyBatchesAreNotRetried(t *testing.T) {
	for n, want := range map[int]int{1: 4, 2: 1} {
		for _, op := range []*Operation{SetTimeZone, InstallApp} {
			synctest.Test(t, func(t *testing.T) {
				transport := scripted(refused("110031"))
				params := []byte(`{}`)
				if op == InstallApp {
					params = []byte(`{"apps":[{"appId":1}]}`)
				}
				_, err := newTestClient(t, transport, nil).Submit(t.Context(), op, codesOf(n), params)
				if e := errorOf(t, err, ClassBusy); !e.ConcernsInstance() {
					t.Errorf("got %v, want an error that concerns one instance", e)
				}
				if transport.count() != want {
					t.Errorf("%s, %d targets: got %d requests, want %d", op, n, transport.count(), want)
				}
			})
		}
	}
}

// A caller that tries again itself gets a busy refusal at once. The controls are a
// caller that does not, and an internal error after which the request may have been
// carried out.
func TestWithoutBusyRetry(t *testing.T) {
	busy := step{status: 200, body: `{"code":500,"msg":"system busy","data":null}`}
	for name, c := range map[string]struct {
		ctx   func(context.Context) context.Context
		step  step
		count int
	}{
		"busy":               {WithoutBusyRetry, refused("110031"), 1},
		"too often":          {WithoutBusyRetry, refused("110014"), 1},
		"control: retried":   {func(ctx context.Context) context.Context { return ctx }, refused("110031"), 4},
		"control: code 500":  {WithoutBusyRetry, busy, 4},
		"control: too many":  {WithoutBusyRetry, refused("429"), 4},
		"control: transport": {WithoutBusyRetry, step{status: 503}, 4},
	} {
		synctest.Test(t, func(t *testing.T) {
			transport := scripted(c.step)
			_, err := newTestClient(t, transport, nil).Submit(c.ctx(t.Context()), SetTimeZone, codesOf(1), nil)
			if err == nil || transport.count() != c.count {
				t.Errorf("%s: got %d requests and %v, want %d", name, transport.count(), err, c.count)
			}
		})
	}
}
