package account

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// An apply that ends before the upload saves the resource as tainted, with the
// pending upload in its private state. The next plan replaces the resource, and the
// pending upload is handed over to Create, which waits for it instead of uploading
// again.

// uploadHandover is the pending upload in a plan that creates. Delete reads the same
// key in the private state of an object that is destroyed.
var uploadHandover = tfkit.Handover[pendingUpload]{Key: pendingUploadKey}

const (
	// pendingUploadKey holds a pending upload in private state.
	pendingUploadKey = "upload"
	// maxPendingAge is how long after its submit an upload may still arrive.
	maxPendingAge = 24 * time.Hour
)

// refreshHandover passes the pending upload in the private state of a Read to
// the plan that may follow, and returns it; nil if there is none.
func refreshHandover(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader) *pendingUpload {
	var pending pendingUpload
	if !tfkit.GetPrivate(ctx, private, pendingUploadKey, &pending) || time.Since(pending.Since) > maxPendingAge {
		return nil
	}
	recordPending(data, pending)
	return &pending
}

// planCreate marks a plan that creates, and adds the pending upload of an equal
// request to its private state.
func planCreate(ctx context.Context, data *tfkit.Data, private tfkit.Private, request string) diag.Diagnostics {
	diags := tfkit.MarkCreating(ctx, private)
	if pending := takeHandover(data, request); pending != nil {
		diags.Append(uploadHandover.Plan(ctx, private, *pending)...)
	}
	return diags
}

// deleteHandover reports whether Delete has nothing to delete, because the
// Create of the same replacement resumes the upload. An upload without an id is
// recorded for a later Create in any case.
func deleteHandover(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader) bool {
	pending, known := uploadHandover.Planned(ctx, private)
	if !known {
		return false
	}
	resumed := tfkit.ReplacingTainted(ctx, private)
	if resumed || pending.ID == "" {
		recordPending(data, pending)
	}
	return resumed
}

// deleteUnfinished is called in a Delete without a handover, and reports whether there
// is nothing to delete, because the Create of the same replacement resumes the upload.
// Without a refresh, the plan knows nothing of a pending upload, but the state of a
// tainted object shows it: finished is false, because it has nothing of the catalog, and
// there is no id if the response to the upload was lost. requests are those that the
// Create may have.
func deleteUnfinished(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader, id string, finished bool, requests ...string) bool {
	if finished || !tfkit.ReplacingTainted(ctx, private) {
		return false
	}
	for _, request := range requests {
		recordPending(data, pendingUpload{Request: request, ID: id, Since: time.Now().UTC()})
	}
	return true
}

// takeHandover returns the pending upload of a request, nil if there is none.
func takeHandover(data *tfkit.Data, request string) *pendingUpload {
	if data.Engine == nil {
		return nil
	}
	pending, ok := tfkit.Recorded[pendingUpload](data.Ledger, uploadKey(request))
	if !ok {
		return nil
	}
	return &pending
}

func recordPending(data *tfkit.Data, pending pendingUpload) {
	if data.Engine == nil {
		return
	}
	tfkit.Record(data.Ledger, uploadKey(pending.Request), pending)
}

// uploadKey is the key of an upload in the ledger.
func uploadKey(request string) string { return "upload/" + request }
