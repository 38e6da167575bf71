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

// queryTimeout is how long a data source waits for instances that run a query.
const queryTimeout = 10 * time.Minute

// padCodes is the attribute with several pad codes.
const padCodes = "pad_codes"

func padCodeAttribute() schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "Pad code of the instance, for example `AC32010000001`.",
		Required:            true,
		Validators:          []validator.String{tfkit.PadCodeSyntax},
	}
}

func padCodesAttribute() schema.Attribute {
	return schema.ListAttribute{
		MarkdownDescription: "Pad codes of the instances, for example `AC32010000001`.",
		ElementType:         types.StringType, Required: true,
		Validators: []validator.List{listvalidator.NoNullValues(), listvalidator.ValueStringsAre(tfkit.PadCodeSyntax)},
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

// unreachable returns an error for each instance that the account does not have or
// that is not running. A query would wait for such an instance, possibly for hours.
func unreachable(ctx context.Context, e *engine.Engine, codes []string) (map[string]error, error) {
	details, err := e.Details(ctx, codes)
	if err != nil {
		return nil, err
	}
	errs := map[string]error{}
	for _, code := range codes {
		detail, ok := details[code]
		switch {
		case !ok:
			errs[code] = &engine.NotFoundError{PadCode: code}
		case detail.Running():
		case detail.Status == armcloud.PadRunning && detail.OnlineOmitted:
			errs[code] = errors.New("the instance is running, but the API does not return whether it is connected")
		case detail.Status == armcloud.PadRunning:
			errs[code] = errors.New("the instance is offline: it is running but not connected")
		default:
			errs[code] = fmt.Errorf("the instance is not running: its status is %s", detail.Status)
		}
	}
	return errs, nil
}

// addInstanceErrors reports whether there are errors. If so, it adds one diagnostic
// for all of them, at the attribute at.
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
		failed[i] = tfkit.FailureOf(code, errs[code])
	}
	diags.AddAttributeError(path.Root(at), summary, tfkit.ListFailures(failed))
	return true
}

// queryOne runs query with queryTimeout if the instance is reachable. It returns
// the errors for addInstanceErrors.
func queryOne(ctx context.Context, e *engine.Engine, code string, query func(context.Context) error) map[string]error {
	ctx, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	errs, err := unreachable(ctx, e, []string{code})
	if err == nil && len(errs) == 0 {
		err = query(ctx)
	}
	if err != nil {
		return map[string]error{code: err}
	}
	return errs
}

// queryAll runs query for all instances concurrently and returns the tasks and the
// errors by pad code. The engine batches the queries.
func queryAll(codes []string, query func(code string) (armcloud.Task, error)) (map[string]armcloud.Task, map[string]error) {
	var mu sync.Mutex
	var running sync.WaitGroup
	tasks, errs := map[string]armcloud.Task{}, map[string]error{}
	for _, code := range armcloud.Unique(codes) {
		running.Go(func() {
			task, err := query(code)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				errs[code] = err
				return
			}
			tasks[code] = task
		})
	}
	running.Wait()
	return tasks, errs
}
