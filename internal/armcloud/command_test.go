package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// RunSync accepts a list or an object with any kind of output. It distinguishes a
// running task, a done task without output, and an offline instance.
func TestRunSyncReturnsTheOutput(t *testing.T) {
	for data, want := range map[string]Task{
		`[{"taskId":1,"padCode":"AC1","taskStatus":3,"taskResult":"out\n"}]`: {ID: 1, PadCode: "AC1", Status: TaskDone, Result: "out\n"},
		`{"taskId":"1","taskStatus":"3","taskResult":7}`:                     {ID: 1, Status: TaskDone, Result: "7"},
		`[{"taskId":1,"taskStatus":3,"taskResult":null}]`:                    {ID: 1, Status: TaskDone},
		`[{"taskId":1,"taskStatus":2}]`:                                      {ID: 1, Status: TaskRunning},
		`[{"taskResult":"out"}]`:                                             {Status: TaskDone, Result: "out"},
	} {
		transport := scripted(ok(data))
		got, err := newTestClient(t, transport, nil).RunSync(t.Context(), "AC1", "ls; echo <b>")
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: error %v, diff (-want +got):\n%s", data, err, diff)
		}
		if sent := transport.sent[0]; sent.path != "/openapi/open/pad/syncCmd" || sent.body != `{"padCode":"AC1","scriptContent":"ls; echo <b>"}` {
			t.Errorf("sent %s to %s", sent.body, sent.path)
		}
	}
	for data, class := range map[string]Class{`null`: ClassRejected, `""`: ClassRejected, `[]`: ClassRejected, `7`: ClassAmbiguous} {
		_, err := newTestClient(t, scripted(ok(data)), nil).RunSync(t.Context(), "AC1", "ls")
		t.Log(data)
		wantClass(t, err, class)
	}
}
