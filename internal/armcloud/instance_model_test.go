package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ModelInfo and Groups accept nulls and numbers as strings.
func TestModelsAndGroupsAreRead(t *testing.T) {
	transport := scripted(ok(`[{"padCode":"AC1","imei":"1","serialno":null,"wifimac":"m","androidid":"a","model":"mo","brand":"b","manufacturer":"x","isRoot":"1","width":"720","height":1280,"memoryLimit":null,"phonenum":"+49","romVersion":"r","dataSize":5}]`),
		ok(`[{"groupId":"3","groupName":"g","padCount":10},{"groupId":4,"groupName":null,"padCount":null}]`))
	client := newTestClient(t, transport, nil)
	models, err := client.ModelInfo(t.Context(), []string{"AC1"})
	want := []ModelInfo{{PadCode: "AC1", IMEI: "1", WifiMAC: "m", AndroidID: "a", Model: "mo", Brand: "b", Manufacturer: "x", Rooted: ptr(true),
		Width: ptr(int64(720)), Height: ptr(int64(1280)), PhoneNumber: "+49", ROMVersion: "r", StorageBytes: ptr(int64(5))}}
	if diff := cmp.Diff(want, models); err != nil || diff != "" {
		t.Errorf("error %v, diff (-want +got):\n%s", err, diff)
	}
	groups, err := client.Groups(t.Context(), GroupFilter{PadCode: "AC1", GroupIDs: []int64{3, 4}})
	if diff := cmp.Diff([]Group{{3, "g", 10}, {4, "", 0}}, groups); err != nil || diff != "" {
		t.Errorf("error %v, diff (-want +got):\n%s", err, diff)
	}
	if transport.sent[1].body != `{"padCode":"AC1","groupIds":[3,4]}` {
		t.Errorf("sent %s", transport.sent[1].body)
	}
}
