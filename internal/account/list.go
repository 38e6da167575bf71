package account

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// listed is an object of the account that is listed.
type listed[M any] struct {
	// name is the display name.
	name string
	// fill fills in the model as an import does.
	fill func(m *M)
}

// lister is the list resource of a resource of this package. M is the resource's
// model.
type lister[M any] struct {
	accountResource
	// noun is the kind of object: "app".
	noun string
	// find returns the objects that the configuration selects.
	find func(ctx context.Context, data *tfkit.Data, config tfsdk.Config) ([]listed[M], diag.Diagnostics)
	// required are the attributes that the configuration must have.
	required []string
}

// List lists the objects that the configuration selects.
func (l *lister[M]) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	stream.Results = tfkit.Results(req.Limit,
		func() ([]listed[M], diag.Diagnostics) {
			if diags := l.Data.ReadyToList(); diags.HasError() {
				return nil, diags
			}
			return l.find(ctx, l.Data, req.Config)
		},
		func(items []listed[M]) ([]list.ListResult, diag.Diagnostics) {
			results := make([]list.ListResult, len(items))
			for i, item := range items {
				results[i] = l.result(ctx, req, item)
			}
			return results, nil
		})
}

func (l *lister[M]) result(ctx context.Context, req list.ListRequest, item listed[M]) list.ListResult {
	result := req.NewListResult(ctx)
	result.DisplayName = item.name
	tfkit.EmptyResource(ctx, result.Resource)
	var m M
	result.Diagnostics.Append(result.Resource.Get(ctx, &m)...)
	item.fill(&m)
	result.Diagnostics.Append(result.Resource.Set(ctx, m)...)
	result.Diagnostics.Append(l.setIdentity(ctx, result.Identity, result.Resource)...)
	if req.IncludeResource && !result.Diagnostics.HasError() {
		result.Diagnostics.Append(l.missing(ctx, item.name, result.Resource)...)
	}
	return result
}

// missing returns a warning if the API does not return an attribute that the
// configuration must have, because a generated configuration is then invalid.
func (l *lister[M]) missing(ctx context.Context, name string, resource *tfsdk.Resource) diag.Diagnostics {
	var diags diag.Diagnostics
	missing := slices.DeleteFunc(slices.Clone(l.required), func(attribute string) bool {
		value, more := tfkit.GetString(ctx, resource, attribute)
		diags.Append(more...)
		return value != ""
	})
	if len(missing) > 0 {
		diags.AddWarning("Incomplete "+l.noun, fmt.Sprintf("The API does not return %s of the %s %s. If you generate a configuration, add it there before you plan.",
			strings.Join(missing, " and "), l.noun, name))
	}
	return diags
}
