package armcloud

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A response with several items for one instance accepts it only if no item refuses
// it, and all of its tasks are returned. The controls are items that do not contradict
// each other.
func TestItemsOfOneInstanceAreMerged(t *testing.T) {
	const params = `{"apps":[{"appId":1},{"appId":2}]}`
	for name, c := range map[string]struct {
		targets []string
		data    string
		want    Submission // of AC1, without its error
		err     string
	}{
		"control: one task":           {codesOf(1), `[{"padCode":"AC0","taskId":1}]`, Submission{PadCode: "AC0", TaskID: 1}, ""},
		"control: the same task":      {codesOf(1), `[{"padCode":"AC0","taskId":1},{"padCode":"AC0","taskId":1}]`, Submission{PadCode: "AC0", TaskID: 1}, ""},
		"control: one says nothing":   {codesOf(1), `[{"padCode":"AC0"},{"padCode":"AC0","taskId":1},{"padCode":"AC0"}]`, Submission{PadCode: "AC0", TaskID: 1}, ""},
		"control: neighbor refused":   {codesOf(2), `[{"padCode":"AC0","taskId":1},{"padCode":"AC1","errorMsg":"forbidden"}]`, Submission{PadCode: "AC0", TaskID: 1}, ""},
		"two tasks":                   {codesOf(2), `[{"padCode":"AC0","taskId":1},{"padCode":"AC1","taskId":3},{"padCode":"AC0","taskId":2}]`, Submission{PadCode: "AC0", TaskID: 1, MoreTasks: []int64{2}}, ""},
		"refusal after a task":        {codesOf(1), `[{"padCode":"AC0","taskId":1},{"padCode":"AC0","failMsg":"forbidden"}]`, Submission{PadCode: "AC0", TaskID: 1, Partial: true}, "forbidden"},
		"refusal before a task":       {codesOf(1), `[{"padCode":"AC0","errorCode":140005},{"padCode":"AC0","taskId":1}]`, Submission{PadCode: "AC0", TaskID: 1, Partial: true}, "140005"},
		"refusal between two tasks":   {codesOf(1), `[{"taskId":1},{"errorMsg":"forbidden"},{"taskId":2}]`, Submission{PadCode: "AC0", TaskID: 1, MoreTasks: []int64{2}, Partial: true}, "forbidden"},
		"refusal of nobody beside it": {codesOf(2), `[{"padCode":"AC0","taskId":1},{"padCode":"AC1","taskId":2},{"errorMsg":"forbidden"}]`, Submission{PadCode: "AC0", TaskID: 1, Partial: true}, "forbidden"},
		"busy and rejected":           {codesOf(1), `[{"padCode":"AC0","errorCode":110031},{"padCode":"AC0","errorCode":140005}]`, Submission{PadCode: "AC0"}, "140005"},
		"in two groups":               {codesOf(1), `{"successList":[{"padCode":"AC0","taskId":1}],"failList":[{"padCode":"AC0","errorMsg":"forbidden"}]}`, Submission{PadCode: "AC0", TaskID: 1, Partial: true}, "forbidden"},
	} {
		subs, err := newTestClient(t, scripted(ok(c.data)), nil).Submit(t.Context(), InstallApp, c.targets, json.RawMessage(params))
		if err != nil || len(subs) != len(c.targets) {
			t.Errorf("%s: got %v, %v, want one submission for each of %d targets", name, subs, err, len(c.targets))
			continue
		}
		got := subs[0]
		if (got.Err != nil) != (c.err != "") || got.Err != nil && !strings.Contains(got.Err.Error(), c.err) {
			t.Errorf("%s: got error %v, want %q", name, got.Err, c.err)
		}
		got.Err = nil
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A refusal counts whatever its fields are called. The controls are fields that say
// success.
func TestRefusalsUnderAnyName(t *testing.T) {
	for item, want := range map[string]string{
		`{"padCode":"AC1","failMsg":"forbidden by a list"}`:               "forbidden by a list",
		`{"padCode":"AC1","code":110031,"msg":"not ready"}`:               "code 110031: not ready",
		`{"padCode":"AC1","errorCode":0,"errCode":"PAD_NOT_RUNNING"}`:     "code PAD_NOT_RUNNING",
		`{"padCode":"AC1","failCode":120005}`:                             "code 120005",
		`{"padCode":"AC1","success":false}`:                               "refused without a reason",
		`{"padCode":"AC1","success":"false","msg":"no stream"}`:           "no stream",
		`{"padCode":"AC1","code":200,"msg":"success"}`:                    "",
		`{"padCode":"AC1","success":true,"errorMsg":"","errorCode":null}`: "",
		`{"padCode":"AC1","code":"0"}`:                                    "",
	} {
		for _, data := range []string{item, "[" + item + "]"} {
			subs, err := newTestClient(t, scripted(ok(data)), nil).Submit(t.Context(), DissolveRoom, []string{"AC1"}, nil)
			if err != nil || len(subs) != 1 {
				t.Errorf("%s: got %v, %v, want one submission", data, subs, err)
			} else if e := subs[0].Err; (e != nil) != (want != "") || e != nil && !strings.Contains(e.Error(), want) {
				t.Errorf("%s: got %v, want %q", data, e, want)
			}
		}
	}
}

// A task whose id cannot be read may have been started: a message beside it does not
// make it a refusal. The control has no id.
func TestMessageBesideAnUnreadableTask(t *testing.T) {
	for item, class := range map[string]Class{
		`{"padCode":"AC1","taskId":"T-77","errorMsg":"queued"}`: ClassAmbiguous,
		`{"padCode":"AC1","taskId":null,"errorMsg":"queued"}`:   ClassRejected,
	} {
		subs, err := newTestClient(t, scripted(ok("["+item+"]")), nil).Submit(t.Context(), Restart, []string{"AC1"}, nil)
		if err != nil || len(subs) != 1 || subs[0].Err == nil || subs[0].Err.Class != class {
			t.Errorf("%s: got %+v, %v, want an error of class %s", item, subs, err, class)
		}
	}
}
