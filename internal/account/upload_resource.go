package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// uploadModel is the model of a resource that is uploaded, a pointer.
type uploadModel[T any] interface {
	// fromAPI fills in what the plan does not know.
	fromAPI(entry T)
}

// createUpload is the Create of uploaded resources: it fills model from the
// plan, runs the upload that newUpload returns for it, or resumes the one of an
// earlier run, and saves the result. An upload that may still be running is
// saved as well, so that the next apply can resume it.
func createUpload[T any](
	ctx context.Context, r *accountResource, req resource.CreateRequest, resp *resource.CreateResponse, model uploadModel[T], newUpload func() *upload[T],
) {
	resp.Diagnostics.Append(req.Plan.Get(ctx, model)...)
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Create, uploadTimeout, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	u := newUpload()
	entry, pending, err := u.run(ctx, takeHandover(r.Data, u.request))
	if err != nil {
		resp.Diagnostics.Append(u.diagnostic(r.TypeName(), err))
		if pending == nil {
			return
		}
		resp.Diagnostics.Append(tfkit.SetPrivate(ctx, resp.Private, pendingUploadKey, pending)...)
		if u.setID != nil {
			// A state without what the catalog shows is one of an unfinished upload.
			var none T
			entry = none
			u.setID(&entry, pending.ID)
		}
	}
	model.fromAPI(entry)
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, resp.State)...)
}

// diagnostic describes an upload that failed. A failed task is reported at the
// URL, its usual cause.
func (u *upload[T]) diagnostic(typeName string, err error) diag.Diagnostic {
	summary, detail := "Unable to upload the "+u.noun, tfkit.Explain("", err)
	var failed *engine.TaskFailedError
	switch {
	case errors.As(err, &failed):
		return diag.NewAttributeErrorDiagnostic(path.Root("url"), summary, detail+
			"\nCheck that ARMCloud can reach the URL from the internet and that it points to the right file. The failed upload added nothing to the account.")
	case armcloud.Is(err, armcloud.ClassUnavailable):
		detail += uploadNeeds2024(typeName, u.noun)
	case armcloud.Is(err, armcloud.ClassRejected) && u.rejectedAdvice != "":
		detail += "\n" + u.rejectedAdvice
	}
	return diag.NewErrorDiagnostic(summary, detail)
}

// uploadNeeds2024 is what to do if the API level cannot upload.
func uploadNeeds2024(typeName, noun string) string {
	return fmt.Sprintf("\n%s needs the 2024 API level. On newer levels, upload the %s in the ARMCloud console and use its ID.", typeName, noun)
}

// requestHash identifies an upload: equal requests have equal hashes.
func requestHash(kind string, request any) string {
	text, err := json.Marshal(request)
	if err != nil {
		return "" // cannot happen: requests hold strings and numbers
	}
	sum := sha256.Sum256(text)
	return kind + " " + hex.EncodeToString(sum[:])
}
