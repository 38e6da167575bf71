package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// PadDetails accepts the responses of both levels, with numbers as strings, and
// leaves missing fields unset.
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
		{PadCode: "AC2", Status: 99, OnlineOmitted: true}, {PadCode: "AC3", Status: PadAbnormal, OnlineOmitted: true}}}
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

// An instance is running if its state says so and it is not known to be offline. One
// whose state is unknown is neither running nor stopped.
func TestPadDetailRunning(t *testing.T) {
	for _, c := range []struct {
		detail           PadDetail
		running, stopped bool
	}{
		{PadDetail{Status: PadRunning}, true, false},
		{PadDetail{Status: PadRunning, Online: ptr(true)}, true, false},
		{PadDetail{Status: PadRunning, Online: ptr(false)}, false, true},
		{PadDetail{Status: PadRunning, OnlineOmitted: true}, false, false},
		{PadDetail{Status: PadRestarting, Online: ptr(true)}, false, true},
		{PadDetail{Status: PadRestarting, OnlineOmitted: true}, false, true},
		{PadDetail{Online: ptr(true)}, false, false},
	} {
		if running, stopped := c.detail.Running(), c.detail.Stopped(); running != c.running || stopped != c.stopped {
			t.Errorf("%s, online %v, omitted %v: got running %v and stopped %v, want %v and %v",
				c.detail.Status, c.detail.Online, c.detail.OnlineOmitted, running, stopped, c.running, c.stopped)
		}
	}
}
