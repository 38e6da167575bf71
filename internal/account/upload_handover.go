package account

import (
	"context"
	"encoding/json"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// An apply that ends before the upload saves the resource as tainted, with the
// pending upload in its private state. The next plan replaces the resource, but
// Terraform passes that private state to neither half of the replacement; it
// passes it to the refresh, and the plan's private state to Delete. So the
// pending upload travels from Read through the ledger into the plan, and from
// there through Delete and the ledger to Create, which waits for it instead of
// uploading again.

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
		diags.Append(tfkit.SetPrivate(ctx, private, pendingUploadKey, pending)...)
	}
	return diags
}

// deleteHandover reports whether Delete has nothing to delete, because the
// Create of the same replacement resumes the upload. An upload without an id is
// recorded for a later Create in any case.
func deleteHandover(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader) bool {
	var pending pendingUpload
	if !tfkit.GetPrivate(ctx, private, pendingUploadKey, &pending) {
		return false
	}
	resumed := tfkit.ReplacingTainted(ctx, private)
	if resumed || pending.ID == "" {
		recordPending(data, pending)
	}
	return resumed
}

// takeHandover returns the pending upload of a request, nil if there is none.
func takeHandover(data *tfkit.Data, request string) *pendingUpload {
	if data.Engine == nil {
		return nil
	}
	text, ok := data.Ledger.Upload(request)
	var pending pendingUpload
	if !ok || json.Unmarshal([]byte(text), &pending) != nil {
		return nil
	}
	return &pending
}

func recordPending(data *tfkit.Data, pending pendingUpload) {
	if data.Engine == nil {
		return
	}
	if text, err := json.Marshal(pending); err == nil {
		data.Ledger.SetUpload(pending.Request, string(text))
	}
}
