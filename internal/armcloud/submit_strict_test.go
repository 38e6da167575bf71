package armcloud

import (
	"encoding/json"
	"strings"
	"testing"
)

// A target counts as accepted only if the response proves it. Any other response is
// a refusal or an unknown outcome of each target that it concerns. The controls are
// the same responses with a task for each target.
func TestOnlyProvenAcceptancesCount(t *testing.T) {
	both := []string{"AC1", "AC2"}
	for name, c := range map[string]struct {
		op      *Operation
		targets []string
		data    string
		want    map[string]string // what each target's error contains, "" if it is accepted
	}{
		"control: tasks":            {SetLocation, both, `[{"taskId":1,"padCode":"AC1"},{"taskId":2,"padCode":"AC2"}]`, map[string]string{"AC1": "", "AC2": ""}},
		"control: true":             {SetLocation, both, `true`, map[string]string{"AC1": "", "AC2": ""}},
		"control: one task":         {UpdateAndroidProperties, both[:1], `{"taskId":1}`, map[string]string{"AC1": ""}},
		"nobody is named":           {SetLocation, both, `[{"taskId":null,"errorMsg":"refused","errorCode":100000}]`, map[string]string{"AC1": "100000: refused", "AC2": "100000: refused"}},
		"nobody of one is named":    {SetLocation, both[:1], `[{"taskId":null,"errorMsg":"refused","errorCode":100000}]`, map[string]string{"AC1": "code 100000: refused"}},
		"one refusal for all":       {SetLocation, both, `{"errorMsg":"refused"}`, map[string]string{"AC1": "refused", "AC2": "refused"}},
		"a list of texts":           {SetLocation, both[:1], `["AC1"]`, map[string]string{"AC1": "unknown format"}},
		"an id that is no number":   {SetLocation, both, `[{"taskId":"T-77","padCode":"AC1"},{"taskId":2,"padCode":"AC2"}]`, map[string]string{"AC1": "task ID", "AC2": ""}},
		"false":                     {SetLocation, both, `false`, map[string]string{"AC1": "false", "AC2": "false"}},
		"a text":                    {SetLocation, both, `"refused"`, map[string]string{"AC1": "unknown format", "AC2": "unknown format"}},
		"an empty list":             {SetLocation, both, `[]`, map[string]string{}},
		"an empty object":           {SetLocation, both, `{}`, map[string]string{"AC1": "neither a task nor a refusal", "AC2": "neither a task nor a refusal"}},
		"one is left out":           {SetLocation, both, `[{"taskId":2,"padCode":"AC2"}]`, map[string]string{"AC2": ""}},
		"an object names one":       {SetLocation, both, `{"taskId":2,"padCode":"AC2"}`, map[string]string{"AC2": ""}},
		"another instance":          {SetLocation, both[:1], `[{"taskId":2,"padCode":"AC9"}]`, map[string]string{}},
		"a task of nobody":          {SetTimeZone, both, `[{"taskId":1},{"taskId":2,"padCode":"AC2"}]`, map[string]string{"AC1": "does not say which instance", "AC2": ""}},
		"a refusal of nobody":       {SetTimeZone, both, `[{"errorMsg":"x"},{"taskId":2,"padCode":"AC2"}]`, map[string]string{"AC1": "about: x", "AC2": ""}},
		"a refused object":          {UpdateAndroidProperties, both[:1], `{"taskId":null,"errorMsg":"refused","errorCode":100000}`, map[string]string{"AC1": "code 100000: refused"}},
		"an odd code":               {UpdateAndroidProperties, both[:1], `{"taskId":1,"errorCode":"it did not work"}`, map[string]string{"AC1": "without a reason"}},
		"false for one":             {UpdateAndroidProperties, both[:1], `false`, map[string]string{"AC1": "false"}},
		"a number":                  {UpdateAndroidProperties, both[:1], `7`, map[string]string{"AC1": "unknown format"}},
		"an empty list for one":     {UpdateAndroidProperties, both[:1], `[]`, map[string]string{"AC1": "missing"}},
		"null groups":               {SetTimeZone, both[:1], `{"taskId":1,"failList":null}`, map[string]string{"AC1": ""}},
		"unreadable group":          {SetTimeZone, both[:1], `{"successList":[{"padCode":"AC1","taskId":1}],"failList":7}`, map[string]string{"AC1": "unknown format"}},
		"a null for a new identity": {ReplacePad, both[:1], `null`, map[string]string{}},
		"true for a new identity":   {ReplacePad, both[:1], `true`, map[string]string{"AC1": "unknown format"}},
		"no task of contacts":       {AddContacts, both[:1], `{"padCode":"AC1"}`, map[string]string{"AC1": "neither a task nor a refusal"}},
		"contacts in a list":        {AddContacts, both[:1], `[{"taskId":1,"padCode":"AC1"}]`, map[string]string{"AC1": ""}},
		"contacts in an object":     {AddContacts, both[:1], `{"taskId":1,"padCode":"AC1"}`, map[string]string{"AC1": ""}},
		"a group in a list":         {DissolveRoom, both, `[{"successList":[{"padCode":"AC1"}],"failList":[{"padCode":"AC2","errorCode":120004}]}]`, map[string]string{"AC1": "", "AC2": "120004"}},
		"in no group":               {DissolveRoom, both, `[{"padCode":"AC1"},{"padCode":"AC2"}]`, map[string]string{"AC1": "neither as done nor as failed", "AC2": "neither as done nor as failed"}},
		"in both groups":            {DissolveRoom, both, `{"successList":[{"padCode":"AC1"},{"padCode":"AC2"}],"failList":[{"padCode":"AC2","errorCode":120004}]}`, map[string]string{"AC1": "", "AC2": "120004"}},
		"missing in the groups":     {DissolveRoom, both, `{"successList":[{"padCode":"AC1"}],"failList":[]}`, map[string]string{"AC1": ""}},
		"empty groups":              {DissolveRoom, both, `{"successList":[],"failList":[]}`, map[string]string{}},
		"no groups":                 {DissolveRoom, both, `null`, map[string]string{}},
		"true without groups":       {DissolveRoom, both, `true`, map[string]string{"AC1": "unknown format", "AC2": "unknown format"}},
		"a device with a message":   {PowerReset, both[:1], `[{"taskId":1,"deviceIp":"AC1","errorMsg":"no power"}]`, map[string]string{"AC1": "with the message: no power"}},
		"a refused device":          {PowerReset, both[:1], `[{"taskId":null,"deviceIp":"AC1","errorMsg":"no power"}]`, map[string]string{"AC1": "no power"}},
		"code in lower-case names":  {SetTimeZone, both, `[{"taskId":1,"padCode":"ac1"},{"taskId":2,"padCode":" AC2"}]`, map[string]string{"AC1": "", "AC2": ""}},
	} {
		t.Run(name, func(t *testing.T) {
			client := newTestClient(t, scripted(ok(c.data)), nil)
			got := outcomes(client.Submit(t.Context(), c.op, c.targets, json.RawMessage(`{}`)))(t, c.targets)
			for _, target := range c.targets {
				text, mentioned := got[target]
				want, expected := c.want[target]
				if mentioned != expected || (want == "") != (text == "") || !strings.Contains(text, want) {
					t.Errorf("%s: got %v %q, want %v %q", target, mentioned, text, expected, want)
				}
			}
		})
	}
}

// outcomes returns the text of the error of each target of a submit, "" if it was
// accepted.
func outcomes(submissions []Submission, err error) func(*testing.T, []string) map[string]string {
	return func(t *testing.T, targets []string) map[string]string {
		t.Helper()
		got := map[string]string{}
		for _, target := range targets {
			if err != nil {
				got[target] = err.Error()
			}
		}
		for _, s := range submissions {
			if _, twice := got[s.PadCode]; twice {
				t.Errorf("%s has two outcomes", s.PadCode)
			}
			got[s.PadCode] = ""
			if s.Err != nil {
				got[s.PadCode] = s.Err.Error()
			}
		}
		return got
	}
}

// The payload of a response to an operation without items for its targets is not
// decoded as one.
func TestSubmitRefusesOperationsWithoutAnAnswer(t *testing.T) {
	transport := scripted(ok(`[]`))
	_, err := newTestClient(t, transport, nil).Submit(t.Context(), ListDetails, []string{"AC1"}, nil)
	wantClass(t, err, ClassRejected)
	if transport.count() != 0 {
		t.Errorf("got %d requests, want 0", transport.count())
	}
}
