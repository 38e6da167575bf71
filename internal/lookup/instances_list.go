package lookup

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// FillImported fills in resources, by pad code, as an import does. It removes instances
// from the map that are not in the account.
type FillImported func(ctx context.Context, data *tfkit.Data, resources map[string]*tfsdk.Resource) diag.Diagnostics

// instanceList is the list resource armcloud_instance.
type instanceList struct {
	tfkit.Resource
	fill FillImported
}

var _ list.ListResourceWithConfigure = (*instanceList)(nil)

// NewInstanceList returns a constructor of the list resource armcloud_instance. fill
// is the import of the resource armcloud_instance, which belongs to another package.
func NewInstanceList(fill FillImported) func() list.ListResource {
	return func() list.ListResource {
		return &instanceList{Resource: tfkit.Resource{Name: "instance"}, fill: fill}
	}
}

func (l *instanceList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the instances (cloud phones) of the account, sorted by pad code.",
		Attributes:          map[string]schema.Attribute{"filter": tfkit.FilterAttribute(filterDescription, filterAttributes())},
	}
}

// List lists the instances that match the filter.
func (l *instanceList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	stream.Results = tfkit.Results(req.Limit,
		func() ([]row, diag.Diagnostics) { return l.find(ctx, req.Config) },
		func(rows []row) ([]list.ListResult, diag.Diagnostics) { return l.results(ctx, req, rows) })
}

func (l *instanceList) find(ctx context.Context, config tfsdk.Config) ([]row, diag.Diagnostics) {
	if diags := l.Data.ReadyToList(); diags.HasError() {
		return nil, diags
	}
	f, diags := readFilter(ctx, config)
	if diags.HasError() {
		return nil, diags
	}
	rows, err := listRows(ctx, l.Data, f, false)
	if err != nil {
		return nil, tfkit.ListError("Unable to list the instances", err)
	}
	return rows, diags
}

// results returns one result for each instance that is still there.
func (l *instanceList) results(ctx context.Context, req list.ListRequest, rows []row) ([]list.ListResult, diag.Diagnostics) {
	var diags diag.Diagnostics
	all := make([]list.ListResult, 0, len(rows))
	resources := make(map[string]*tfsdk.Resource, len(rows))
	for _, r := range rows {
		result := req.NewListResult(ctx)
		result.DisplayName = r.code
		diags.Append(result.Identity.SetAttribute(ctx, path.Root(tfkit.PadCode), r.code)...)
		resources[r.code] = result.Resource
		all = append(all, result)
	}
	if !req.IncludeResource || diags.HasError() {
		return all, diags
	}
	diags.Append(l.fill(ctx, l.Data, resources)...)
	present := all[:0]
	for _, result := range all {
		if _, ok := resources[result.DisplayName]; ok {
			present = append(present, result)
		}
	}
	return present, diags
}
