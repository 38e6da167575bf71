package lookup

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// answerLimit is how long a data source waits for what a phone finds out.
const answerTimeout = 10 * time.Minute

// padCodes is the attribute that names several phones.
const padCodes = "pad_codes"

func padCodeAttribute() schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "Code of the cloud phone, for example `AC32010000001`.",
		Required:            true,
		Validators:          []validator.String{tfkit.PadCodeSyntax},
	}
}

func padCodesAttribute() schema.Attribute {
	return schema.ListAttribute{
		MarkdownDescription: "Codes of the cloud phones.",
		ElementType:         types.StringType, Required: true,
		Validators: []validator.List{listvalidator.ValueStringsAre(tfkit.PadCodeSyntax)},
	}
}

// getList reads a top-level list of strings.
func getList(ctx context.Context, from tfkit.Reader, name string) ([]string, diag.Diagnostics) {
	list := types.ListNull(types.StringType)
	diags := from.GetAttribute(ctx, path.Root(name), &list)
	if diags.HasError() {
		return nil, diags
	}
	var items []string
	diags.Append(list.ElementsAs(ctx, &items, false)...)
	return items, diags
}

// silent tells of each phone that cannot answer why: it is not in the account,
// or does not run. A question to it would wait until it runs, for hours.
func unreachable(ctx context.Context, e *engine.Engine, codes []string) (map[string]error, error) {
	details, err := e.Details(ctx, codes)
	if err != nil {
		return nil, err
	}
	errs := map[string]error{}
	for _, code := range codes {
		detail, here := details[code]
		switch {
		case !here:
			errs[code] = &engine.NotFoundError{PadCode: code}
		case detail.Running():
		case detail.Status == armcloud.PadRunning:
			errs[code] = errors.New("the phone is offline: it is running without a connection, and only a connected phone can answer")
		default:
			errs[code] = fmt.Errorf("the phone is offline: its state is %s, and only a running phone can answer", detail.Status)
		}
	}
	return errs, nil
}

// refuse adds one error for the phones that went wrong, hung on the attribute
// that names them, and tells whether there are any.
func addInstanceErrors(diags *diag.Diagnostics, at, summary string, errs map[string]error) bool {
	if len(errs) == 0 {
		return false
	}
	codes := slices.Sorted(maps.Keys(errs))
	if len(codes) == 1 {
		diags.AddAttributeError(path.Root(at), summary, tfkit.Explain(codes[0], errs[codes[0]]))
		return true
	}
	failed := make([]tfkit.Failure, len(codes))
	for i, code := range codes {
		err := errs[code]
		failed[i] = tfkit.FailureOf(code, err)
	}
	diags.AddAttributeError(path.Root(at), summary, tfkit.ListFailures(failed))
	return true
}

// askEach has the phones find something out, side by side, and gives what each
// of them answered, or why it did not.
func askAll(codes []string, ask func(code string) (armcloud.Task, error)) (map[string]armcloud.Task, map[string]error) {
	var mu sync.Mutex
	var all sync.WaitGroup
	tasks, errs := map[string]armcloud.Task{}, map[string]error{}
	for _, code := range armcloud.Unique(codes) {
		all.Go(func() {
			task, err := ask(code)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				errs[code] = err
				return
			}
			tasks[code] = task
		})
	}
	all.Wait()
	return tasks, errs
}
