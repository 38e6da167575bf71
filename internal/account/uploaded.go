package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// What the resources that are uploaded share. An apply that ends while the
// upload is under way saves the resource, tainted, and what is known of the
// upload in its private state. The next plan replaces it; neither half of the
// replacement is given that private state, but its refresh is, and the
// Delete half is given the plan's. So the record goes from the refresh by the
// ledger to the plan, and from the plan by the Delete half and the ledger to
// the Create half, which sees the upload to its end instead of sending another.

const (
	uploadLimit = 60 * time.Minute
	// leftKey holds an unfinished upload in private state.
	leftKey = "upload"
	// recent is how long an unfinished upload may still come.
	recent = 24 * time.Hour
)

// requestText tells uploads apart: equal requests have equal texts.
func requestText(kind string, request any) string {
	text, err := json.Marshal(request)
	if err != nil {
		return "" // plain values do not fail
	}
	sum := sha256.Sum256(text)
	return kind + " " + hex.EncodeToString(sum[:])
}

// refreshLeft hands an unfinished upload on to the plan that may follow. It
// gives the upload; nil: there is none.
func refreshLeft(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader) *unfinished {
	var left unfinished
	if !tfkit.GetPrivate(ctx, private, leftKey, &left) || time.Since(left.Since) > recent {
		return nil
	}
	leave(data, left)
	return &left
}

// planLeft puts an unfinished upload of the same request into a plan that
// creates.
func planLeft(ctx context.Context, data *tfkit.Data, private tfkit.Private, request string) diag.Diagnostics {
	if left := resumable(data, request); left != nil {
		return tfkit.SetPrivate(ctx, private, leftKey, left)
	}
	return nil
}

// handLeft tells a Delete that the Create half of the replacement goes on with
// the upload: there is nothing to delete. What became of an upload without an
// id is for a Create to find out in any case.
func handLeft(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader) bool {
	var left unfinished
	if !tfkit.GetPrivate(ctx, private, leftKey, &left) {
		return false
	}
	goesOn := tfkit.ReplacingTainted(ctx, private)
	if goesOn || left.ID == "" {
		leave(data, left)
	}
	return goesOn
}

func leave(data *tfkit.Data, left unfinished) {
	if data.Engine == nil {
		return
	}
	if text, err := json.Marshal(left); err == nil {
		data.Ledger.SetUpload(left.Request, string(text))
	}
}

// resumable gives the unfinished upload of a request, nil where there is none.
func resumable(data *tfkit.Data, request string) *unfinished {
	if data.Engine == nil {
		return nil
	}
	text, ok := data.Ledger.Upload(request)
	var left unfinished
	if !ok || json.Unmarshal([]byte(text), &left) != nil {
		return nil
	}
	return &left
}

// uploadProblem explains an upload that failed, at the attribute that is to
// blame where that is known.
func uploadProblem(typeName, noun string, err error) diag.Diagnostic {
	summary, detail := "Unable to upload the "+noun, tfkit.Explain("", err)
	var failed *engine.TaskFailedError
	switch {
	case errors.As(err, &failed):
		return diag.NewAttributeErrorDiagnostic(path.Root("url"), summary, detail+fmt.Sprintf(
			"\nWhat to do: Check that ARMCloud can reach the URL from the internet, and that it leads to what it should. Nothing of the %s is kept.", noun))
	case armcloud.Is(err, armcloud.ClassUnavailable):
		return diag.NewErrorDiagnostic(summary, detail+"\n"+fmt.Sprintf(
			"%s needs the API level of 2024. Where the level is newer, upload the %s in the ARMCloud console and use its id.", typeName, noun))
	}
	return diag.NewErrorDiagnostic(summary, detail)
}

// withAdvice adds a line to the words of a problem.
func withAdvice(problem diag.Diagnostic, advice string) diag.Diagnostic {
	return diag.NewErrorDiagnostic(problem.Summary(), problem.Detail()+"\n"+advice)
}

// uploadTimeouts describes the timeouts of what is uploaded.
func uploadTimeouts(ctx context.Context, noun string) schema.Attribute {
	return timeouts.Attributes(ctx, timeouts.Opts{
		Create: true, Read: true, Update: true, Delete: true,
		CreateDescription: "Time for the upload of the " + noun + ". Default `60m`.",
		ReadDescription:   "Time for a refresh. Default `10m`.",
		UpdateDescription: "Time for a change, which sends nothing. Default `10m`.",
		DeleteDescription: "Time for the deletion. Default `10m`.",
	})
}

// timeOrNull is a time in unix milliseconds as RFC 3339, null for 0.
func timeOrNull(ms int64) types.String {
	if ms == 0 {
		return types.StringNull()
	}
	return types.StringValue(time.UnixMilli(ms).UTC().Format(time.RFC3339))
}

// fill gives an attribute what the API shows, where it has no value of its own.
func fill(at *types.String, shown string) {
	if at.IsUnknown() || at.IsNull() {
		*at = tfkit.TextOrNull(shown)
	}
}

func fillNumber(at *types.Int64, shown *int64) {
	if at.IsUnknown() || at.IsNull() {
		*at = types.Int64PointerValue(shown)
	}
}

// known gives the number of an attribute, nil where it has none yet.
func known(number types.Int64) *int64 {
	if number.IsUnknown() {
		return nil
	}
	return number.ValueInt64Pointer()
}
