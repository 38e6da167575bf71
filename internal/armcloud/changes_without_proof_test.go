package armcloud

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
)

// oddPayloads are successful responses that prove nothing about AC1.
var oddPayloads = []string{
	`null`, `{}`, `[]`, `""`, `false`, `0`, `7`, `"success"`, `"text"`, `[null]`, `[{}]`, `[[]]`, `[true]`, `["AC1"]`, `true`,
	`{"padCode":"AC1"}`, `[{"padCode":"AC1","taskId":null}]`, `[{"padCode":"AC1","taskId":0}]`, `[{"padCode":"AC9","taskId":1}]`,
	`{"list":[]}`, `{"successList":[],"failList":[]}`, `{"taskId":""}`, `{"msg":"success"}`,
}

// proofs are responses to the operations that change something and that do prove it.
// Those that are not listed respond with a task.
var proofs = map[*Operation]string{
	SetADB:              `{"padCode":"AC1","command":"adb connect x","enable":true}`,
	DissolveRoom:        `{"successList":[{"padCode":"AC1"}]}`,
	RunCommandSync:      `[{"padCode":"AC1","taskStatus":3,"taskResult":"out"}]`,
	PowerReset:          `[{"taskId":1,"deviceIp":"AC1"}]`,
	UploadImage:         `{"imageTaskIds":[1]}`,
	ApplyRTCTokens:      `[{"padCode":"AC1","roomToken":"t"}]`,
	ApplySharedRTCToken: `{"roomToken":"t"}`,
	DeleteFiles:         `true`,
}

// provenBy are the payloads of oddPayloads that do prove that an operation is done.
var provenBy = map[*Operation][]string{
	SetLocation: {`true`},
	DeleteFiles: {`true`},
	// Items of uploads name no instance.
	UploadApps: {`[{"padCode":"AC9","taskId":1}]`}, UploadFile: {`[{"padCode":"AC9","taskId":1}]`},
}

// accountChanges are the operations on the account that are done if the code says so:
// their documented payload is empty, or a count that the service may leave out.
var accountChanges = map[*Operation]bool{
	SetBlacklist: true, BindPublicIP: true, UnbindPublicIP: true,
	AddCallback: true, UpdateCallback: true, DeleteCallback: true,
}

// methods make the changes that Submit does not make. They report whether the change
// counts as done.
var methods = map[*Operation]func(context.Context, *Client) (bool, error){
	UploadApps: func(ctx context.Context, c *Client) (bool, error) { return succeeded(c.UploadApp(ctx, AppUpload{})) },
	UploadFile: func(ctx context.Context, c *Client) (bool, error) { return succeeded(c.UploadFile(ctx, FileUpload{})) },
	UploadImage: func(ctx context.Context, c *Client) (bool, error) {
		return succeeded(c.UploadImage(ctx, ImageUpload{}))
	},
	RunCommandSync: func(ctx context.Context, c *Client) (bool, error) {
		task, err := c.RunSync(ctx, "AC1", "ls")
		return err == nil && task.Status.Done(), err
	},
	DeleteFiles: func(ctx context.Context, c *Client) (bool, error) { return c.DeleteFile(ctx, "f") },
	ApplySharedRTCToken: func(ctx context.Context, c *Client) (bool, error) {
		return succeeded(c.RTCRoomToken(ctx, RTCRequest{Pads: []RTCPad{{PadCode: "AC1"}}}))
	},
	ApplyRTCTokens: func(ctx context.Context, c *Client) (bool, error) {
		tokens, err := c.RTCTokens(ctx, RTCRequest{Pads: []RTCPad{{PadCode: "AC1"}}})
		return len(tokens) == 1 && tokens[0].Token != "", err
	},
}

func succeeded[T any](_ T, err error) (bool, error) { return err == nil, err }

// makeChange makes a change of AC1 and reports whether it counts as done.
func makeChange(ctx context.Context, c *Client, op *Operation) (bool, error) {
	if method := methods[op]; method != nil {
		return method(ctx, c)
	}
	params := `{}`
	switch op {
	case InstallApp, UninstallApp:
		params = `{"apps":[{"appId":1}]}`
	case SetADB:
		params = `{"enable":true}`
	}
	submissions, err := c.Submit(ctx, op, []string{"AC1"}, json.RawMessage(params))
	for _, s := range submissions {
		if s.Err != nil {
			return false, s.Err
		}
		if s.PadCode == "AC1" && !s.Duplicate {
			return true, nil
		}
	}
	return false, err
}

// A change counts as done only if the response proves it, for every operation that
// changes something. The control of each is a response that does.
func TestNoChangeIsDoneWithoutProof(t *testing.T) {
	for _, op := range Operations() {
		if !op.Write || accountChanges[op] {
			continue
		}
		proof := `[{"taskId":1,"padCode":"AC1"}]`
		if other, listed := proofs[op]; listed {
			proof = other
		}
		if done, err := makeChange(t.Context(), newTestClient(t, scripted(ok(proof)), nil), op); !done {
			t.Errorf("control: %s, %s: got not done, %v, want done", op, proof, err)
		}
		bodies := map[string]string{"no payload": `{"code":200,"msg":"success","ts":1}`}
		for _, data := range oddPayloads {
			bodies[data] = fmt.Sprintf(`{"code":200,"msg":"success","ts":1,"data":%s}`, data)
		}
		for _, data := range provenBy[op] {
			delete(bodies, data)
		}
		for data, body := range bodies {
			client := newTestClient(t, scripted(step{status: 200, body: body}), func(config *Config) { config.MaxRetries = 0 })
			if done, err := makeChange(t.Context(), client, op); done {
				t.Errorf("%s, %s: got done, %v, want an unknown outcome or a refusal", op, data, err)
			}
		}
	}
}

// SetADB is done only if the response says that ADB is as requested.
func TestSetADBIsDoneAsRequested(t *testing.T) {
	for _, c := range []struct {
		enable bool
		data   string
		want   Class // -1 is done
	}{
		{true, `{"padCode":"AC1","command":"adb connect x","enable":true}`, -1},
		{true, `[{"padCode":"ac1","command":"adb connect x","enable":"1"}]`, -1},
		{true, `{"command":"adb connect x"}`, -1},
		{false, `{"padCode":"AC1","command":null,"enable":false}`, -1},
		{false, `{"padCode":"AC1","enable":"0"}`, -1},
		{true, `{"padCode":"AC1","command":"","enable":false}`, ClassTransport},
		{false, `{"padCode":"AC1","command":"adb connect x","enable":true}`, ClassTransport},
		{false, `{"padCode":"AC1","command":"adb connect x"}`, ClassTransport},
		{false, `{"padCode":"AC1","enable":null}`, ClassTransport},
		{true, `{"padCode":"AC1","enable":true,"errorCode":100001,"errorMsg":"forbidden"}`, ClassRejected},
	} {
		client := newTestClient(t, scripted(ok(c.data)), nil)
		submissions, err := client.Submit(t.Context(), SetADB, []string{"AC1"}, json.RawMessage(fmt.Sprintf(`{"enable":%t}`, c.enable)))
		if err != nil || len(submissions) != 1 {
			t.Fatalf("enable %v, %s: got %+v, %v, want one submission", c.enable, c.data, submissions, err)
		}
		if got := submissions[0].Err; (got == nil) != (c.want < 0) || got != nil && got.Class != c.want {
			t.Errorf("enable %v, %s: got %v, want class %v", c.enable, c.data, got, c.want)
		}
	}
}
