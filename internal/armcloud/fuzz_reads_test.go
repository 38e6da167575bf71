package armcloud

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
)

// A task that is read has an id and a state.
func FuzzTasks(f *testing.F) {
	addAll(f, `[{"taskId":1,"padCode":"AC1","taskStatus":3,"endTime":"2025-09-15 14:11:21"}]`, `{"fileList":null,"taskId":1,"taskStatus":-1}`,
		`{"fileList":[{"taskId":1,"taskStatus":2}]}`, `[{"taskId":{},"taskStatus":"odd"}]`)
	client, service := newFuzzedClient(f)
	f.Fuzz(func(t *testing.T, data string) {
		service.respondWith(data)
		for _, op := range []*Operation{QueryTasks, QueryUploadTasks, QueryImageTasks} {
			tasks, err := client.TasksBy(t.Context(), op, []int64{1})
			checkFuzzedError(t, op, err, data)
			if err != nil && len(tasks) > 0 {
				t.Fatalf("%s, %q: got %v and tasks", op, data, err)
			}
		}
	})
}

// readPage reads a page and returns the number of its items.
func readPage[T any](page Page[T], err error) (int, int, error) {
	return len(page.Items), page.Total, err
}

// The total of a page is unknown or at least the number of its rows.
func FuzzPages(f *testing.F) {
	addAll(f, `{"page":1,"rows":10,"total":1,"pageData":[{"padCode":"AC1","padStatus":10,"adbOpenStatus":"opening","dataSize":"x"}]}`,
		`{"total":0,"pageData":[{"padCode":"AC1"}]}`, `{"total":5,"pageData":null}`, `{"records":[{"imageId":"i"}],"total":"1"}`,
		`[{"fileUniqueId":"f","createdTime":"2025-09-15 14:11:21"}]`, `{"total":1e300,"pageData":[]}`)
	client, service := newFuzzedClient(f)
	f.Fuzz(func(t *testing.T, data string) {
		service.respondWith(data)
		for op, read := range map[*Operation]func(context.Context) (int, int, error){
			ListDetails: func(ctx context.Context) (int, int, error) {
				return readPage(client.PadDetails(ctx, DetailFilter{}, 1, 10))
			},
			ListInfos: func(ctx context.Context) (int, int, error) {
				return readPage(client.PadInfos(ctx, InfoFilter{}, 1, 10))
			},
			ListFiles:  func(ctx context.Context) (int, int, error) { return readPage(client.Files(ctx, 1, 10)) },
			ListApps:   func(ctx context.Context) (int, int, error) { return readPage(client.Apps(ctx, AppFilter{}, 1, 10)) },
			ListImages: func(ctx context.Context) (int, int, error) { return readPage(client.Images(ctx, 1, 10)) },
			ListTasks:  func(ctx context.Context) (int, int, error) { return readPage(client.TaskBatches(ctx, 1000, 1, 10)) },
		} {
			rows, total, err := read(t.Context())
			checkFuzzedError(t, op, err, data)
			if err == nil && total != -1 && total < rows {
				t.Fatalf("%s, %q: got %d rows and total %d", op, data, rows, total)
			}
		}
	})
}

// Reads of instances return a value or an error that names the operation.
func FuzzInstances(f *testing.F) {
	addAll(f, `{"padCode":"AC1","modemPropertiesList":[{"propertiesName":"imei","propertiesValue":1}],"systemPropertiesList":7}`,
		`[{"padCode":"AC1","apps":[{"packageName":"a","appState":"soon","versionCode":{}}]}]`, `[{"padCode":"AC1","imei":1,"width":"1080","isRoot":"odd"}]`)
	client, service := newFuzzedClient(f)
	f.Fuzz(func(t *testing.T, data string) {
		service.respondWith(data)
		codes := []string{"AC1"}
		for op, read := range map[*Operation]func() error{
			GetProperties:      func() error { _, err := client.PadProperties(t.Context(), "AC1"); return err },
			BatchPadProperties: func() error { _, err := client.BatchPadProperties(t.Context(), codes); return err },
			ReadInstalledApps:  func() error { _, err := client.InstalledApps(t.Context(), codes); return err },
			GetModelInfo:       func() error { _, err := client.ModelInfo(t.Context(), codes); return err },
		} {
			checkFuzzedError(t, op, read(), data)
		}
		_ = AppsOfTask(Task{Result: data})
	})
}

// Reads and changes of the account return a value or an error that names the
// operation.
func FuzzAccount(f *testing.F) {
	addAll(f, `"https://example.com/callback"`, `{"callbackUrl":"https://example.com"}`, `[{"id":1,"callbackName":"a","callbackType":1000}]`,
		`{"publicIP":"1.2.3.4","ipAddresses":["10.0.0.1/32"]}`, `{"ipAddresses":"10.0.0.1"}`, `[{"groupId":1,"groupName":"a","padCount":"x"}]`, `{"appId":1}`)
	client, service := newFuzzedClient(f)
	f.Fuzz(func(t *testing.T, data string) {
		service.respondWith(data)
		for op, call := range map[*Operation]func() error{
			ListCallbackTypes: func() error { _, err := client.CallbackTypes(t.Context()); return err },
			GetCallback:       func() error { _, err := client.CallbackURL(t.Context()); return err },
			AddCallback:       func() error { _, err := client.AddCallback(t.Context(), "https://example.com", []int64{1}); return err },
			DeleteCallback:    func() error { return client.DeleteCallback(t.Context()) },
			GetPublicIP:       func() error { _, err := client.PadIPs(t.Context(), "1.2.3.4"); return err },
			BindPublicIP:      func() error { return client.BindPublicIP(t.Context(), "1.2.3.4", "10.0.0.1") },
			ListGroups:        func() error { _, err := client.Groups(t.Context(), GroupFilter{}); return err },
			GetApp:            func() error { _, _, err := client.App(t.Context(), 1); return err },
			DeleteFiles:       func() error { _, err := client.DeleteFile(t.Context(), "f"); return err },
			SetBlacklist:      func() error { return client.SetBlacklist(t.Context(), "m2-1", nil) },
		} {
			checkFuzzedError(t, op, call(), data)
		}
	})
}

// An answer with an HTTP status of failure is never a success, whatever its body and
// its headers are, and the error names the operation.
func FuzzErrorResponse(f *testing.F) {
	for _, status := range []int{301, 401, 404, 407, 429, 500, 503} {
		f.Add(status, "application/json", "3", `{"code":500,"msg":"system busy","ts":1,"data":null}`)
		f.Add(status, "text/html", "Fri, 31 Dec 1999 23:59:59 GMT", `<html><head><title>503 Service Unavailable</title></head></html>`)
		f.Add(status, "", "", ``)
	}
	f.Add(502, "text/html", "-1", `<HTML><title>`)
	f.Add(500, "application/json", "1e300", `{"code":200,"msg":"success","data":[{"taskId":1,"padCode":"AC1"}]}`)
	f.Fuzz(func(t *testing.T, status int, contentType, after, body string) {
		service := &fuzzedService{status: 300 + int(uint(status-300)%300), body: body}
		service.header = http.Header{"Content-Type": {contentType}, "Retry-After": {after}, "X-Ratelimit-Reset": {after}, "Date": {after}}
		// The pauses between attempts take no time in a bubble.
		synctest.Test(t, func(t *testing.T) {
			client := newTestClient(t, service, func(config *Config) { config.MaxRetries = 0 })
			for _, op := range []*Operation{Restart, SetTimeZone, ListDetails, UploadApps} {
				_, err := client.Call(t.Context(), op, nil)
				if err == nil {
					t.Fatalf("%s, status %d, %q: got a success, want an error", op, service.status, body)
				}
				checkFuzzedError(t, op, err, body)
			}
		})
		if wait := retryAfter(service.header, true); wait < 0 {
			t.Fatalf("%q: got a wait of %s, want none below 0", after, wait)
		}
	})
}

// Tokens and connections are a value or an error that names the operation, and a
// token without an error is not empty.
func FuzzTokens(f *testing.F) {
	addAll(f, documentedTokens, `{"token":"t"}`, `{"token":7}`, `{"roomToken":"t","roomCode":1}`, `{"padCode":"AC1","roomToken":"t","turns":"a:b"}`,
		`{"padCode":"AC1","command":"ssh","enable":"1","key":"k","adb":"a","expireTime":"2024-10-24 10:42:00"}`)
	client, service := newFuzzedClient(f)
	request := RTCRequest{UserID: "1", Pads: []RTCPad{{PadCode: "AC1"}}}
	f.Fuzz(func(t *testing.T, data string) {
		service.respondWith(data)
		for op, call := range map[*Operation]func() (string, error){
			GetToken:    func() (string, error) { return client.Token(t.Context()) },
			GetPadToken: func() (string, error) { return client.PadToken(t.Context(), "AC1") },
			ApplySharedRTCToken: func() (string, error) {
				room, err := client.RTCRoomToken(t.Context(), request)
				return room.Token, err
			},
			ApplyRTCTokens: func() (string, error) { _, err := client.RTCTokens(t.Context(), request); return "-", err },
			SetADB:         func() (string, error) { _, err := client.EnableADB(t.Context(), "AC1"); return "-", err },
			ClearToken:     func() (string, error) { return "-", client.ClearToken(t.Context(), "token") },
		} {
			token, err := call()
			checkFuzzedError(t, op, err, data)
			if err == nil && token == "" {
				t.Fatalf("%s, %q: got an empty token without an error", op, data)
			}
		}
	})
}
