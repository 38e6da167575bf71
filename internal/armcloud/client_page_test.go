package armcloud

import (
	"context"
	"testing"
)

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

// A page of which no row has an id isn't about what was requested, and an id of an
// instance is text. In the control, one of two rows has an id.
func TestPageWithoutIDsIsAnError(t *testing.T) {
	const alien = `{"padCode":7,"taskId":"x"}`
	for name, list := range map[string]struct {
		row  string
		read func(context.Context, *Client) (rows int, err error)
	}{
		"details": {`{"padCode":"AC1"}`, func(ctx context.Context, c *Client) (int, error) {
			page, err := c.PadDetails(ctx, DetailFilter{}, 1, 10)
			return len(page.Items), err
		}},
		"infos": {`{"padCode":"AC1"}`, func(ctx context.Context, c *Client) (int, error) {
			page, err := c.PadInfos(ctx, InfoFilter{}, 1, 10)
			return len(page.Items), err
		}},
		"tasks": {`{"taskBatchId":"b1"}`, func(ctx context.Context, c *Client) (int, error) {
			page, err := c.TaskBatches(ctx, 1000, 1, 10)
			return len(page.Items), err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := list.read(t.Context(), newTestClient(t, scripted(ok(`[`+alien+`]`)), nil))
			wantClass(t, err, ClassTransport)
			rows, err := list.read(t.Context(), newTestClient(t, scripted(ok(`[`+alien+`,`+list.row+`]`)), nil))
			if rows != 2 || err != nil {
				t.Errorf("control: got %d rows, %v, want 2", rows, err)
			}
		})
	}
}
