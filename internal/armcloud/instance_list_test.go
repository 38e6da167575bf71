package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// PadInfos accepts a status as string, any value as apps, and a bare list. A
// missing total is -1.
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
