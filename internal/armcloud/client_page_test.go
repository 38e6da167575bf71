package armcloud

import "testing"

// Invalid page numbers and too many pad codes are refused before anything is sent.
func TestInvalidListingsAreNotSent(t *testing.T) {
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
		t.Errorf("got %d requests, want 0", transport.count())
	}
}
