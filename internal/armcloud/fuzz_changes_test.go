package armcloud

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A submit returns outcomes of its targets only, and accepts a target of an operation
// with tasks only if there is a task, or for a location if the answer is true.
func FuzzSubmit(f *testing.F) {
	addAll(f, `[{"taskId":1,"padCode":"AC1","vmStatus":0},{"taskId":"2","padCode":"AC2"}]`, `{"taskId":"1","padCode":"AC1"}`,
		`{"successList":[{"padCode":"AC1"}],"failList":[{"padCode":"AC2","errorCode":110028,"errorMsg":"no"}]}`,
		`[{"taskId":null,"errorMsg":"refused","errorCode":100000}]`, `{"errorMsg":"refused"}`, `["AC1"]`, `[{"taskId":"T-77","padCode":"AC1"}]`,
		`[{"taskId":null,"padCode":null,"taskStatus":-1}]`, `{"failList":7}`, `{"taskId":1,"failList":null}`,
		`[{"padCode":"AC1","errorCode":500,"errorMsg":"system busy"}]`,
		`[{"successList":[{"padCode":"AC1"}],"failList":[{"padCode":"AC1"}]}]`, `[{"taskId":1,"deviceIp":"AC1","errorMsg":"no"}]`)
	client, service := newFuzzedClient(f)
	f.Fuzz(func(t *testing.T, data string) {
		service.respondWith(data)
		for _, op := range []*Operation{SetTimeZone, Restart, SetLocation, UpdateAndroidProperties, SetADB, DissolveRoom, GeneratePreview, PowerReset, InstallApp, ReplacePad, AddContacts, TakeScreenshot} {
			targets, params := []string{"AC1", "AC2"}[:min(2, op.MaxTargets)], []byte(`{}`)
			switch op {
			case InstallApp:
				params = []byte(`{"apps":[{"appId":1}]}`)
			case SetADB:
				params = []byte(`{"enable":true}`)
			}
			submissions, err := client.Submit(t.Context(), op, targets, params)
			checkFuzzedError(t, op, err, data)
			if err != nil && len(submissions) > 0 {
				t.Fatalf("%s, %q: got %v and submissions", op, data, err)
			}
			for _, s := range submissions {
				if !slices.Contains(targets, s.PadCode) {
					t.Fatalf("%s, %q: got target %q", op, data, s.PadCode)
				}
				if s.Err != nil {
					checkFuzzedError(t, op, s.Err, data)
				} else if op.Wait != WaitNone && s.TaskID == 0 && !s.Duplicate && (op != SetLocation || strings.TrimSpace(data) != "true") {
					t.Fatalf("%s, %q: %s is accepted without a task", op, data, s.PadCode)
				} else if op == SetADB && !regexp.MustCompile(`(?i)enable|command|\\`).MatchString(data) {
					t.Fatalf("%s, %q: ADB is as requested although nothing says so", op, data)
				} else if op == DissolveRoom && !regexp.MustCompile(`(?i)list|success|code|\\`).MatchString(data) {
					t.Fatalf("%s, %q: %s is done although nothing says so", op, data, s.PadCode)
				}
			}
		}
	})
}

// An upload is accepted only with a task or an id.
func FuzzUpload(f *testing.F) {
	addAll(f, `{"taskId":1,"fileUniqueId":"f"}`, `[{"taskId":1,"appId":13}]`, `{"imageTaskIds":[1],"errorList":[]}`, `{"imageTaskIds":"1"}`,
		`[{"errorMsg":"no space","errorCode":100000}]`, `{"errorList":[{"imageTag":"a","errorMessage":"no"}]}`)
	client, service := newFuzzedClient(f)
	f.Fuzz(func(t *testing.T, data string) {
		service.respondWith(data)
		for op, upload := range map[*Operation]func() (Upload, error){
			UploadFile:  func() (Upload, error) { return client.UploadFile(t.Context(), FileUpload{}) },
			UploadApps:  func() (Upload, error) { return client.UploadApp(t.Context(), AppUpload{}) },
			UploadImage: func() (Upload, error) { return client.UploadImage(t.Context(), ImageUpload{}) },
		} {
			got, err := upload()
			checkFuzzedError(t, op, err, data)
			if err == nil && got == (Upload{}) {
				t.Fatalf("%s, %q: the upload is accepted without an id", op, data)
			}
		}
	})
}

// The task of a command is about its instance and is not a refusal.
func FuzzRunSync(f *testing.F) {
	addAll(f, `[{"taskId":1,"padCode":"AC1","taskStatus":3,"taskResult":"out"}]`, `[{"padCode":"AC1","errorCode":100000,"errorMsg":"script refused"}]`,
		`{"padCode":"AC1","taskId":null,"errorMsg":"script refused"}`, `[{"padCode":"AC2","taskResult":"out"}]`)
	client, service := newFuzzedClient(f)
	f.Fuzz(func(t *testing.T, data string) {
		service.respondWith(data)
		task, err := client.RunSync(t.Context(), "AC1", "ls")
		checkFuzzedError(t, RunCommandSync, err, data)
		if err == nil && task.ID == 0 && task.Error != "" && task.Result == "" && task.Status.Done() {
			t.Fatalf("%q: got %+v, which is a refusal", data, task)
		}
	})
}
