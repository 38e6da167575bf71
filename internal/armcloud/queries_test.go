package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func ptr[T any](v T) *T { return &v }

// Tasks are read in every spelling and shape; unknown states stay numbers.
func TestTasksAreReadInEveryShape(t *testing.T) {
	for name, c := range map[string]struct {
		op   *Operation
		data string
		want []Task
	}{
		"list": {QueryTasks, `[{"taskId":760000001,"padCode":"AC1","taskStatus":3,"endTime":1713429401000,"taskContent":null,"taskResult":"ok","errorMsg":"done well"},
			{"taskId":"2","padCode":"AC2","taskStatus":"9","endTime":null},{"taskId":3,"taskStatus":77}]`, []Task{
			{ID: 760000001, PadCode: "AC1", Status: TaskDone, Result: "ok", Error: "done well", EndTime: 1713429401000},
			{ID: 2, PadCode: "AC2", Status: TaskQueued}, {ID: 3, Status: 77}}},
		"object":        {QueryTasks, `{"taskId":1,"taskStatus":-4,"endTime":"1713429401000"}`, []Task{{ID: 1, Status: TaskTimedOut, EndTime: 1713429401000}}},
		"unknown ids":   {QueryTasks, `[]`, nil},
		"null":          {QueryTasks, `null`, nil},
		"empty item":    {QueryTasks, `[{},{"taskId":1},{"taskStatus":3}]`, nil},
		"files":         {QueryFileTasks, `[{"taskId":1,"appId":13,"fileUniqueId":"f","fileName":"n","taskStatus":3}]`, []Task{{ID: 1, Status: TaskDone, FileID: "f", AppID: 13}}},
		"uploads":       {QueryUploadTasks, `{"fileList":[{"taskId":1,"taskStatus":2,"fileUniqueId":"f","appId":null}]}`, []Task{{ID: 1, Status: TaskRunning, FileID: "f"}}},
		"images":        {QueryImageTasks, `[{"taskId":1,"taskStatus":2},{"taskId":2,"taskStatus":1},{"taskId":3,"taskStatus":-1,"errorMsg":"x"}]`, []Task{{ID: 1, Status: TaskDone}, {ID: 2, Status: TaskPending}, {ID: 3, Status: TaskFailed, Error: "x"}}},
		"object result": {QueryTasks, `[{"taskId":1,"taskStatus":3,"taskResult":{"ip":"1.2.3.4"}}]`, []Task{{ID: 1, Status: TaskDone, Result: `{"ip":"1.2.3.4"}`}}},
	} {
		t.Run(name, func(t *testing.T) {
			transport := scripted(ok(c.data))
			got, err := newTestClient(t, transport, nil).TasksBy(t.Context(), c.op, []int64{1, 2})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			if sent := transport.sent[0]; sent.path != c.op.Path || sent.body != `{"taskIds":[1,2]}` {
				t.Errorf("sent %s to %s", sent.body, sent.path)
			}
		})
	}
}

// A query of too many tasks, or by an operation that queries no tasks, is
// refused; one of none is answered without a request.
func TestTaskQueriesThatAreNotSent(t *testing.T) {
	transport := scripted(ok(`[]`))
	client := newTestClient(t, transport, nil)
	_, err := client.Tasks(t.Context(), make([]int64, 101))
	wantClass(t, err, ClassRejected)
	_, err = client.TasksBy(t.Context(), Restart, []int64{1})
	wantClass(t, err, ClassRejected)
	if tasks, err := client.Tasks(t.Context(), nil); err != nil || len(tasks) != 0 || transport.count() != 0 {
		t.Errorf("got %v, %v and %d requests", tasks, err, transport.count())
	}
	if _, err := client.Tasks(t.Context(), make([]int64, 100)); err != nil || transport.count() != 1 {
		t.Errorf("as many as allowed: %v", err)
	}
}

// Details are read on both levels, with numbers as texts and nulls; what the
// service does not say stays unsaid.
func TestPadDetailsAreRead(t *testing.T) {
	transport := scripted(ok(`{"page":1,"rows":2,"size":2,"total":"7","totalPage":4,"pageData":[
		{"padCode":"AC1","imageId":"img","deviceLevel":"m2-3","dcInfo":{"dcCode":"001","dcName":"n","area":"a","ossEndpoint":"o","ossEndpointInternal":"i","ossFileEndpoint":"f","ossScreenshotEndpoint":"s"},
		 "padStatus":"10","deviceStatus":1,"online":"1","streamStatus":0,"dataSize":16106127360,"dataSizeUsed":"5","deviceIp":"172.31.1.4","padIp":"10.0.0.1","adbOpenStatus":"1","more":{}},
		{"padCode":"AC2","padStatus":99,"dcInfo":null,"dataSize":null,"adbOpenStatus":null},{"padCode":"AC3","dcInfo":"","padStatus":14}]}`))
	client := newTestClient(t, transport, nil)
	got, err := client.PadDetails(t.Context(), DetailFilter{PadCodes: []string{"AC1"}, PadIPs: []string{"10.0.0.1"},
		Online: ptr(true), DeviceOnline: ptr(false), GroupID: ptr(int64(0)), IDCCode: "1"}, 2, 3)
	if err != nil {
		t.Fatal(err)
	}
	want := Page[PadDetail]{Page: 2, Rows: 3, Total: 7, Items: []PadDetail{
		{PadCode: "AC1", ImageID: "img", DeviceLevel: "m2-3", Status: PadRunning, Online: ptr(true), Streaming: ptr(false), DeviceOnline: ptr(true),
			StorageBytes: ptr(int64(16106127360)), StorageUsedBytes: ptr(int64(5)), DeviceIP: "172.31.1.4", PadIP: "10.0.0.1", ADBEnabled: ptr(true),
			DataCenter: DataCenter{Code: "001", Name: "n", Area: "a", OSSEndpoint: "o", OSSEndpointInternal: "i", OSSFileEndpoint: "f", OSSScreenshotEndpoint: "s"}},
		{PadCode: "AC2", Status: 99}, {PadCode: "AC3", Status: PadAbnormal}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	const request = `{"page":2,"rows":3,"padCodes":["AC1"],"padIps":["10.0.0.1"],"vmStatus":"1","deviceStatus":"0","groupId":0,"idcCode":"1"}`
	if transport.sent[0].body != request {
		t.Errorf("sent %s", transport.sent[0].body)
	}
	if _, err := client.PadDetails(t.Context(), DetailFilter{}, 1, 500); err != nil || transport.sent[1].body != `{"page":1,"rows":500}` {
		t.Errorf("sent %s, %v", transport.sent[1].body, err)
	}
}

// Infos are read with a status as text, with null or odd apps, and from a bare
// list; a missing total is -1.
func TestPadInfosAreRead(t *testing.T) {
	transport := scripted(ok(`{"total":null,"pageData":[{"padCode":"AC1","padGrade":"m2-3","padStatus":"11","groupId":3,"idcCode":1,"deviceIp":"d","padIp":"p","apps":["a","b"],"imageId":"i","adbOpenStatus":"0"},
		{"padCode":"AC2","padStatus":10,"groupId":null,"apps":null},{"padCode":"AC3","padStatus":10,"apps":true}]}`), ok(`[{"padCode":"AC4"}]`), ok(`{"total":0,"pageData":null}`), ok(`null`))
	client := newTestClient(t, transport, nil)
	for _, want := range []Page[PadInfo]{
		{Page: 1, Rows: 9, Total: -1, Items: []PadInfo{
			{PadCode: "AC1", PadGrade: "m2-3", Status: PadRestarting, GroupID: ptr(int64(3)), IDCCode: "1", DeviceIP: "d", PadIP: "p", Apps: []string{"a", "b"}, ImageID: "i", ADBEnabled: ptr(false)},
			{PadCode: "AC2", Status: PadRunning}, {PadCode: "AC3", Status: PadRunning}}},
		{Page: 1, Rows: 9, Total: -1, Items: []PadInfo{{PadCode: "AC4"}}},
		{Page: 1, Rows: 9, Total: 0},
		{Page: 1, Rows: 9, Total: -1},
	} {
		got, err := client.PadInfos(t.Context(), InfoFilter{PadCodes: []string{"AC1"}, GroupIDs: []int64{3}}, 1, 9)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	}
	if want := `{"page":1,"rows":9,"padCodes":["AC1"],"groupIds":[3]}`; transport.sent[0].body != want {
		t.Errorf("sent %s", transport.sent[0].body)
	}
}

// Listings that cannot be right are refused before anything is sent.
func TestListingsThatAreNotSent(t *testing.T) {
	transport := scripted(ok(`[]`))
	client := newTestClient(t, transport, nil)
	_, err := client.PadDetails(t.Context(), DetailFilter{PadCodes: codesOf(101)}, 1, 10)
	wantClass(t, err, ClassRejected)
	_, err = client.PadInfos(t.Context(), InfoFilter{}, 0, 10)
	wantClass(t, err, ClassRejected)
	_, err = client.BatchPadProperties(t.Context(), codesOf(201))
	wantClass(t, err, ClassRejected)
	_, err = client.ModelInfo(t.Context(), codesOf(101))
	wantClass(t, err, ClassRejected)
	if transport.count() != 0 {
		t.Errorf("%d requests were sent", transport.count())
	}
}

// Properties are read from an object and from a list; a list that the service
// does not send is nil, an empty one is empty.
func TestPropertiesAreRead(t *testing.T) {
	const one = `{"padCode":"AC1","modemPropertiesList":[{"propertiesName":"IMEI","propertiesValue":"1"}],"systemPropertiesList":[],
		"settingPropertiesList":{"propertiesName":"timezone","propertiesValue":"Asia/Tokyo"},"oaidPropertiesList":null}`
	want := PadProperties{PadCode: "AC1", Modem: map[string]string{"IMEI": "1"}, System: map[string]string{}, Setting: map[string]string{"timezone": "Asia/Tokyo"}}
	transport := scripted(ok(one), ok(`[`+one+`]`), ok(`null`), ok(`[`+one+`]`))
	client := newTestClient(t, transport, nil)
	for range 2 {
		got, err := client.PadProperties(t.Context(), "AC1")
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v\n%s", err, diff)
		}
	}
	_, err := client.PadProperties(t.Context(), "AC1")
	wantClass(t, err, ClassNotFound)
	batch, err := client.BatchPadProperties(t.Context(), []string{"AC1", "AC2"})
	if diff := cmp.Diff([]PadProperties{want}, batch); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if transport.sent[0].body != `{"padCode":"AC1"}` || transport.sent[3].body != `{"padCodes":["AC1","AC2"]}` {
		t.Errorf("sent %s and %s", transport.sent[0].body, transport.sent[3].body)
	}
}

// Models and groups are read with nulls and numbers as texts.
func TestModelsAndGroupsAreRead(t *testing.T) {
	transport := scripted(ok(`[{"padCode":"AC1","imei":"1","serialno":null,"wifimac":"m","androidid":"a","model":"mo","brand":"b","manufacturer":"x","isRoot":"1","width":"720","height":1280,"memoryLimit":null,"phonenum":"+49","romVersion":"r","dataSize":5}]`),
		ok(`[{"groupId":"3","groupName":"g","padCount":10},{"groupId":4,"groupName":null,"padCount":null}]`))
	client := newTestClient(t, transport, nil)
	models, err := client.ModelInfo(t.Context(), []string{"AC1"})
	want := []ModelInfo{{PadCode: "AC1", IMEI: "1", WifiMAC: "m", AndroidID: "a", Model: "mo", Brand: "b", Manufacturer: "x", Rooted: ptr(true),
		Width: ptr(int64(720)), Height: ptr(int64(1280)), PhoneNumber: "+49", ROMVersion: "r", StorageBytes: ptr(int64(5))}}
	if diff := cmp.Diff(want, models); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	groups, err := client.Groups(t.Context(), GroupFilter{PadCode: "AC1", GroupIDs: []int64{3, 4}})
	if diff := cmp.Diff([]Group{{3, "g", 10}, {4, "", 0}}, groups); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if transport.sent[1].body != `{"padCode":"AC1","groupIds":[3,4]}` {
		t.Errorf("sent %s", transport.sent[1].body)
	}
}

// States have names that can be read back; unknown ones are their number.
func TestStatesHaveNames(t *testing.T) {
	for status := PadStatus(-1); status <= 30; status++ {
		got, err := ParsePadStatus(status.String())
		if err != nil || got != status {
			t.Errorf("%d is written %q and read as %d, %v", int(status), status, got, err)
		}
	}
	if len(padStatusNames) != 17 || PadRunning.String() != "running" || PadStatus(10) != PadRunning || PadStatus(26).String() != "cloning" || PadStatus(27).String() != "27" {
		t.Error("names and numbers of phone states do not agree")
	}
	if _, err := ParsePadStatus("asleep"); err == nil {
		t.Error("asleep is no state")
	}
	if TaskStatus(-4).String() != "timed_out" || TaskStatus(42).String() != "42" || !TaskStatus(-42).Failed() || TaskStatus(42).Failed() || TaskStatus(42).Done() {
		t.Error("task states are named or judged wrongly")
	}
}
