package armcloud

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Submit sends the targets in the field of the operation, in front of the
// parameters.
func TestSubmitComposesTheRequest(t *testing.T) {
	for name, c := range map[string]struct {
		op      *Operation
		targets []string
		params  string
		want    string
	}{
		"list":      {SetTimeZone, []string{"AC1", "AC2"}, `{"timeZone":"Europe/Berlin"}`, `{"padCodes":["AC1","AC2"],"timeZone":"Europe/Berlin"}`},
		"nil":       {Restart, []string{"AC1"}, ``, `{"padCodes":["AC1"]}`},
		"empty":     {Restart, []string{"AC1"}, ` { } `, `{"padCodes":["AC1"]}`},
		"one":       {SetADB, []string{"AC1"}, `{"enable":true}`, `{"padCode":"AC1","enable":true}`},
		"list of 1": {ReplacePad, []string{"AC1"}, `{}`, `{"padCodes":["AC1"]}`},
		"devices":   {PowerReset, []string{"172.31.0.4"}, `{"type":2}`, `{"deviceIps":["172.31.0.4"],"type":2}`},
		"escapes":   {RunCommand, []string{"AC1"}, `{"scriptContent":"a \u003c b"}`, `{"padCodes":["AC1"],"scriptContent":"a < b"}`},
		"inside apps": {InstallApp, []string{"AC1", "AC2"}, `{"apps":[{"appId":3},{"appId":4,"pkgName":"a&b"}]}`,
			`{"apps":[{"padCodes":["AC1","AC2"],"appId":3},{"padCodes":["AC1","AC2"],"appId":4,"pkgName":"a&b"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			transport := scripted(ok(`[{"taskId":1,"padCode":"AC1"}]`))
			client := newTestClient(t, transport, nil)
			if _, err := client.Submit(t.Context(), c.op, c.targets, json.RawMessage(c.params)); err != nil {
				t.Fatal(err)
			}
			if got := transport.sent[0]; got.body != c.want || got.path != c.op.Path {
				t.Errorf("sent %s to %s, want %s", got.body, got.path, c.want)
			}
		})
	}
}

// Submit refuses invalid requests before anything is sent.
func TestSubmitRefusesInvalidRequests(t *testing.T) {
	transport := scripted(ok(`[]`))
	client := newTestClient(t, transport, nil)
	for name, c := range map[string]struct {
		op      *Operation
		targets []string
		params  string
	}{
		"too many":      {SetTimeZone, codesOf(101), `{}`},
		"too many of 1": {SetADB, codesOf(2), `{}`},
		"none":          {SetTimeZone, nil, `{}`},
		"no target":     {AddCallback, codesOf(1), `{}`},
		"list":          {SetTimeZone, codesOf(1), `[]`},
		"broken":        {SetTimeZone, codesOf(1), `{"a":`},
		"null":          {SetTimeZone, codesOf(1), `{"timeZone":null}`},
		"target twice":  {SetTimeZone, codesOf(1), `{"padCodes":["AC9"]}`},
		"no apps":       {InstallApp, codesOf(1), `{}`},
		"beside apps":   {InstallApp, codesOf(1), `{"apps":[{}],"other":1}`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := client.Submit(t.Context(), c.op, c.targets, json.RawMessage(c.params))
			e := errorOf(t, err, ClassRejected)
			if !strings.Contains(e.Message, "nothing was sent") {
				t.Errorf("got %v, want an error that says nothing was sent", e)
			}
		})
	}
	if transport.count() != 0 {
		t.Errorf("got %d requests, want 0", transport.count())
	}
	if _, err := client.Submit(t.Context(), SetTimeZone, codesOf(100), nil); err != nil || transport.count() != 1 {
		t.Errorf("100 targets: got error %v and %d requests, want 1 request", err, transport.count())
	}
}

func refusalOf(op *Operation, class Class, code, message string) *Error {
	return &Error{Class: class, Operation: op, Code: code, Message: message}
}

// Submit accepts every format that the API document or its examples show. Targets
// that the service leaves out of a response per target are left out.
func TestSubmitResponses(t *testing.T) {
	both := []string{"AC1", "AC2"}
	for name, c := range map[string]struct {
		op      *Operation
		targets []string
		data    string
		want    []Submission
	}{
		"list": {SetTimeZone, both, `[{"taskId":7,"padCode":"AC2","vmStatus":0},{"taskId":"8","padCode":"AC1"}]`,
			[]Submission{{PadCode: "AC2", TaskID: 7}, {PadCode: "AC1", TaskID: 8}}},
		"object":           {SetTimeZone, both[:1], `{"taskId":7,"padCode":"AC1"}`, []Submission{{PadCode: "AC1", TaskID: 7}}},
		"without its code": {SetTimeZone, both[:1], `{"taskId":7}`, []Submission{{PadCode: "AC1", TaskID: 7}}},
		"one is missing":   {SetTimeZone, both, `[{"taskId":7,"padCode":"AC2"}]`, []Submission{{PadCode: "AC2", TaskID: 7}}},
		"all are missing":  {SetTimeZone, both, `null`, nil},
		"accepted":         {SetTimeZone, both[:1], `[{"taskId":7,"padCode":"AC1","taskStatus":1}]`, []Submission{{PadCode: "AC1", TaskID: 7}}},
		"duplicate": {SetTimeZone, both, `[{"taskId":7,"padCode":"AC1","taskStatus":-1},{"taskId":null,"padCode":"AC2","taskStatus":"-1"}]`,
			[]Submission{{PadCode: "AC1", TaskID: 7, Duplicate: true}, {PadCode: "AC2", Duplicate: true}}},
		"refused per item": {UpgradeImage, both, `[{"taskId":7,"padCode":"AC1","errorMsg":""},{"taskId":null,"padCode":"AC2","errorMsg":"no such instance"}]`,
			[]Submission{{PadCode: "AC1", TaskID: 7}, {PadCode: "AC2", Err: refusalOf(UpgradeImage, ClassRejected, "", "no such instance")}}},
		"message beside a task": {UpgradeImage, both[:1], `[{"taskId":7,"padCode":"AC1","errorMsg":"queued"}]`, []Submission{{PadCode: "AC1", TaskID: 7}}},
		"code per item": {SetTimeZone, both[:1], `[{"padCode":"AC1","errCode":"PAD_NOT_RUNNING","errMsg":"off"}]`,
			[]Submission{{PadCode: "AC1", Err: refusalOf(SetTimeZone, ClassRejected, "PAD_NOT_RUNNING", "off")}}},
		"neither task nor refusal": {SetTimeZone, both[:1], `[{"padCode":"AC1"}]`,
			[]Submission{{PadCode: "AC1", Err: refusalOf(SetTimeZone, ClassTransport, "", "the service returned neither a task nor a refusal")}}},
		"neither, not repeatable": {Restart, both[:1], `[{"padCode":"AC1","taskId":0}]`,
			[]Submission{{PadCode: "AC1", Err: refusalOf(Restart, ClassAmbiguous, "", "the service returned neither a task nor a refusal")}}},
		"devices": {PowerReset, []string{"172.31.0.4"}, `[{"taskId":1,"deviceIp":"172.31.0.4","errorMsg":null,"deviceOutCode":"X"}]`,
			[]Submission{{PadCode: "172.31.0.4", TaskID: 1}}},
		"grouped by outcome": {DissolveRoom, both, `{"successList":[{"padCode":"AC1"}],"failList":[{"padCode":"AC2","errorCode":120005,"errorMsg":"gone"}]}`,
			[]Submission{{PadCode: "AC1"}, {PadCode: "AC2", Err: refusalOf(DissolveRoom, ClassNotFound, "120005", "gone")}}},
		"grouped, per target": {SetTimeZone, both, `{"successList":[{"padCode":"AC1","taskId":1}],"failedList":[{"padCode":"AC2","errCode":110031}],"completeList":[]}`,
			[]Submission{{PadCode: "AC1", TaskID: 1}, {PadCode: "AC2", Err: refusalOf(SetTimeZone, ClassBusy, "110031", "the instance is not ready")}}},
		"true for all":   {SetLocation, both, `true`, []Submission{{PadCode: "AC1"}, {PadCode: "AC2"}}},
		"null for all":   {SetLocation, both, `null`, nil},
		"tasks for all":  {SetLocation, both, `[{"taskId":2,"padCode":"AC2"},{"taskId":1,"padCode":"AC1"}]`, []Submission{{PadCode: "AC1", TaskID: 1}, {PadCode: "AC2", TaskID: 2}}},
		"one task":       {SetLocation, both, `{"taskId":5}`, []Submission{{PadCode: "AC1", TaskID: 5}, {PadCode: "AC2", TaskID: 5}}},
		"single object":  {ReplacePad, both[:1], `{"taskId":5,"padCode":"AC1","vmStatus":2}`, []Submission{{PadCode: "AC1", TaskID: 5}}},
		"output at once": {RunCommandSync, both[:1], `[{"taskId":5,"padCode":"AC1","taskStatus":3,"taskResult":"14"}]`, []Submission{{PadCode: "AC1", TaskID: 5, Result: "14"}}},
		"failed at once": {RunCommandSync, both[:1], `[{"taskId":5,"padCode":"AC1","taskStatus":-1,"taskResult":"exit 1"}]`,
			[]Submission{{PadCode: "AC1", TaskID: 5, Result: "exit 1", Err: refusalOf(RunCommandSync, ClassRejected, "", "ended as failed: exit 1")}}},
		"picture": {GeneratePreview, both[:1], `[{"padCode":"AC1","accessUrl":"http://x/y"}]`, []Submission{{PadCode: "AC1", Result: "http://x/y"}}},
	} {
		t.Run(name, func(t *testing.T) {
			client := newTestClient(t, scripted(ok(c.data)), nil)
			got, err := client.Submit(t.Context(), c.op, c.targets, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(Error{}, "Advice")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A successful response with an unknown payload is ambiguous unless the operation is
// repeatable. The error doesn't quote the payload.
func TestSubmitUnreadablePayload(t *testing.T) {
	for _, data := range []string{`true`, `"hidden-text"`, `[["hidden-text"]]`, `[{"taskId":"hidden-text"}]`} {
		client := newTestClient(t, scripted(ok(data)), nil)
		for op, class := range map[*Operation]Class{Restart: ClassAmbiguous, SetTimeZone: ClassTransport} {
			submissions, err := client.Submit(t.Context(), op, []string{"AC1"}, nil)
			if err == nil && len(submissions) == 1 {
				err = submissions[0].Err
			}
			if e := errorOf(t, err, class); strings.Contains(e.Error(), "hidden-text") {
				t.Errorf("got error %q, which quotes the payload", e)
			}
		}
	}
}
