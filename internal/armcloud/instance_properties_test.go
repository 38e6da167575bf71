package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Properties are decoded from an object or a list. A missing list is nil, an empty
// list is empty.
func TestPropertiesAreRead(t *testing.T) {
	const one = `{"padCode":"AC1","modemPropertiesList":[{"propertiesName":"IMEI","propertiesValue":"1"}],"systemPropertiesList":[],
		"settingPropertiesList":{"propertiesName":"timezone","propertiesValue":"Asia/Tokyo"},"oaidPropertiesList":null}`
	want := PadProperties{PadCode: "AC1", Modem: map[string]string{"IMEI": "1"}, System: map[string]string{}, Setting: map[string]string{"timezone": "Asia/Tokyo"}}
	transport := scripted(ok(one), ok(`[`+one+`]`), ok(`null`), ok(`[`+one+`]`))
	client := newTestClient(t, transport, nil)
	for range 2 {
		got, err := client.PadProperties(t.Context(), "AC1")
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("error %v, diff (-want +got):\n%s", err, diff)
		}
	}
	_, err := client.PadProperties(t.Context(), "AC1")
	wantClass(t, err, ClassNotFound)
	batch, err := client.BatchPadProperties(t.Context(), []string{"AC1", "AC2"})
	if diff := cmp.Diff([]PadProperties{want}, batch); err != nil || diff != "" {
		t.Errorf("error %v, diff (-want +got):\n%s", err, diff)
	}
	if transport.sent[0].body != `{"padCode":"AC1"}` || transport.sent[3].body != `{"padCodes":["AC1","AC2"]}` {
		t.Errorf("sent %s and %s", transport.sent[0].body, transport.sent[3].body)
	}
}
