package armcloud

import (
	"strings"
	"testing"
)

// A change of the account whose response says that nothing was done is not a success.
// The controls are payloads that do not say so.
func TestChangesThatWereNotDone(t *testing.T) {
	changes := map[string]func(*Client) error{
		"set a blacklist":   func(c *Client) error { return c.SetBlacklist(t.Context(), "m2-3", nil) },
		"bind":              func(c *Client) error { return c.BindPublicIP(t.Context(), "1.2.3.4", "10.0.0.1") },
		"unbind":            func(c *Client) error { return c.UnbindPublicIP(t.Context(), "1.2.3.4", "10.0.0.1") },
		"delete a callback": func(c *Client) error { return c.DeleteCallback(t.Context()) },
		"add a callback": func(c *Client) error {
			_, err := c.AddCallback(t.Context(), "https://example.com", []int64{1})
			return err
		},
		"change a callback": func(c *Client) error {
			_, err := c.UpdateCallback(t.Context(), "https://example.com", []int64{1})
			return err
		},
	}
	for data, want := range map[string]string{
		`false`:                                 "false",
		`"false"`:                               "false",
		`{"success":false,"msg":"no capacity"}`: "no capacity",
		`[{"errorCode":100001,"errorMsg":"forbidden"}]`: "code 100001: forbidden",
		`{"errorMsg":"forbidden"}`:                      "forbidden",
		`null`:                                          "",
		`true`:                                          "",
		`0`:                                             "",
		`3`:                                             "",
		`"https://example.com"`:                         "",
		`{"success":true,"id":7}`:                       "",
		`[]`:                                            "",
	} {
		for name, change := range changes {
			err := change(newTestClient(t, scripted(ok(data)), nil))
			if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
				t.Errorf("%s, %s: got %v, want %q", name, data, err, want)
			}
		}
	}
}

// What an instance returns beside a refusal says nothing about it: no apps and no
// properties are not taken for none. The controls are the same items without one.
func TestReadsOfInstancesThatRefuse(t *testing.T) {
	for name, refusal := range map[string]string{"refused": `,"errorCode":110031,"errorMsg":"not ready"`, "control": `,"errorCode":0`} {
		refused := name == "refused"
		apps, err := newTestClient(t, scripted(ok(`[{"padCode":"AC1","apps":[]`+refusal+`}]`)), nil).InstalledApps(t.Context(), []string{"AC1"})
		if err != nil || len(apps) != 1 || (apps[0].Apps == nil) != refused {
			t.Errorf("%s: got apps %v, %v, want unknown %v", name, apps, err, refused)
		}
		properties := ok(`[{"padCode":"AC1","systemPropertiesList":[]` + refusal + `}]`)
		batch, err := newTestClient(t, scripted(properties), nil).BatchPadProperties(t.Context(), []string{"AC1"})
		if err != nil || len(batch) != 1 || (batch[0].System == nil) != refused {
			t.Errorf("%s: got properties %v, %v, want unknown %v", name, batch, err, refused)
		}
		one, err := newTestClient(t, scripted(properties), nil).PadProperties(t.Context(), "AC1")
		if err != nil || (one.System == nil) != refused {
			t.Errorf("%s: got properties %v, %v, want unknown %v", name, one, err, refused)
		}
		models, err := newTestClient(t, scripted(ok(`[{"padCode":"AC1","imei":""`+refusal+`}]`)), nil).ModelInfo(t.Context(), []string{"AC1"})
		if err != nil || (len(models) == 0) != refused {
			t.Errorf("%s: got models %v, %v, want none %v", name, models, err, refused)
		}
	}
}

// The properties of another instance are not those of the requested one.
func TestPropertiesOfAnotherInstance(t *testing.T) {
	for padCode, found := range map[string]bool{"AC1": true, "ac1": true, "": true, "AC2": false} {
		got, err := newTestClient(t, scripted(ok(`{"padCode":"`+padCode+`","systemPropertiesList":[]}`)), nil).PadProperties(t.Context(), "AC1")
		if (err == nil) != found || found && got.PadCode != "AC1" {
			t.Errorf("%q: got %+v, %v, want found %v", padCode, got, err, found)
		}
	}
}

// A task that is done but has an error code is not done, and its message is not an
// output. The controls have none.
func TestTaskWithAnErrorCodeIsNotDone(t *testing.T) {
	for item, want := range map[string]TaskStatus{
		`{"taskId":1,"taskStatus":3,"errorCode":100000,"errorMsg":"script refused"}`: TaskFailed,
		`{"taskId":1,"taskStatus":3,"errCode":"PAD_NOT_RUNNING"}`:                    TaskFailed,
		`{"taskId":1,"taskStatus":3,"errorMsg":"success"}`:                           TaskDone,
		`{"taskId":1,"taskStatus":3,"errorCode":"0","errorMsg":"output"}`:            TaskDone,
		`{"taskId":1,"taskStatus":2,"errorCode":100000}`:                             TaskRunning,
	} {
		tasks, err := newTestClient(t, scripted(ok("["+item+"]")), nil).TasksBy(t.Context(), QueryCommandTasks, []int64{1})
		if err != nil || len(tasks) != 1 || tasks[0].Status != want {
			t.Errorf("%s: got %+v, %v, want status %s", item, tasks, err, want)
		}
	}
}

// An upload whose item has an error code is refused, even if the item repeats the id
// of the file. The control has no code.
func TestUploadWithAnErrorCodeIsRefused(t *testing.T) {
	for item, refused := range map[string]bool{
		`{"fileUniqueId":"f1","errorCode":110006}`:                  true,
		`{"fileUniqueId":"f1","success":false}`:                     true,
		`{"fileUniqueId":"f1","errorCode":null}`:                    false,
		`{"taskId":1,"fileUniqueId":"f1","errorMsg":"downloading"}`: false,
	} {
		_, err := newTestClient(t, scripted(ok("["+item+"]")), nil).UploadFile(t.Context(), FileUpload{URL: "https://example.com"})
		if refused {
			wantClass(t, err, ClassRejected)
		} else if err != nil {
			t.Errorf("%s: got %v, want success", item, err)
		}
	}
}
