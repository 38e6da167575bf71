package account

import (
	"cmp"
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var _ datasource.DataSourceWithConfigure = (*tasksData)(nil)

// tasksData is the data source armcloud_tasks.
type tasksData struct {
	tfkit.DataSource
}

// NewTasksData returns the data source armcloud_tasks.
func NewTasksData() datasource.DataSource {
	return &tasksData{DataSource: tfkit.DataSource{Name: "tasks"}}
}

// defaultBatches is the default of limit.
const defaultBatches = 1000

var (
	subTaskAttributeTypes = map[string]attr.Type{
		"task_id": types.Int64Type, "pad_code": types.StringType, "file_id": types.StringType,
		"status": types.StringType, "ended_at": types.StringType,
	}
	taskBatchAttributeTypes = map[string]attr.Type{
		"batch_id": types.StringType, "status": types.StringType, "type": types.Int64Type, "created_at": types.StringType,
		"tasks": types.ListType{ElemType: types.ObjectType{AttrTypes: subTaskAttributeTypes}},
	}
)

// taskStatuses lists the statuses of tasks, for descriptions.
const taskStatuses = "`pending`, `running`, `queued`, `done`, `failed`, `partly_failed`, `canceled`, `timed_out` or `abnormal`. Other statuses are numbers"

// Schema is the schema of the data source armcloud_tasks.
func (d *tasksData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(d string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: d, Computed: true}
	}
	number := func(d string) schema.Attribute { return schema.Int64Attribute{MarkdownDescription: d, Computed: true} }
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the tasks of one type, newest first. Available only on the 2024 API level.\n\n" +
			"To look up a single task, use `armcloud_task`.",
		Attributes: map[string]schema.Attribute{
			"type": schema.Int64Attribute{
				MarkdownDescription: "Number of the task type: `1000` restart, `1001` factory reset, `1002` command, `1003` app download, `1004` app uninstallation, " +
					"`1005` app stop, `1006` app restart, `1007` app start, `1008` screenshot, `1009` file transfer to an instance, `1010` properties, " +
					"`1011` app list, `1012` image, `1013` app installation, `1014` app cleanup, `2000` file upload, `2001` file deletion. Other numbers are sent as they are.",
				Required:   true,
				Validators: []validator.Int64{int64validator.AtLeast(1)},
			},
			"limit": schema.Int64Attribute{
				MarkdownDescription: "Maximum number of batches, at least 1. Default `1000`. A lower limit needs fewer requests.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.Between(1, armcloud.MaxPages*armcloud.ListingRows)},
			},
			"batches": schema.ListNestedAttribute{
				MarkdownDescription: "Batches of tasks, newest first. A batch contains the tasks of one request.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"batch_id":   text("ID of the batch."),
					"status":     text("Status of the batch: " + taskStatuses + "."),
					"type":       number("Number of the task type."),
					"created_at": text("Time of the request, in RFC 3339 format."),
					"tasks": schema.ListNestedAttribute{
						MarkdownDescription: "Tasks of the batch, one per instance or file.",
						Computed:            true,
						NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
							"task_id":  number("ID of the task."),
							"pad_code": text("Pad code of the instance. Null if the task has none."),
							"file_id":  text("ID of the file. Null if the task has none."),
							"status":   text("Status of the task, with the same values as that of the batch."),
							"ended_at": text("Time when the task ended, in RFC 3339 format. Null while the task is running."),
						}},
					},
				}},
			},
		},
	}
}

// Read lists the newest batches.
func (d *tasksData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var kind, limit types.Int64
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("type"), &kind)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("limit"), &limit)...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	most := defaultBatches
	if !limit.IsNull() {
		most = int(limit.ValueInt64())
	}
	batches, err := armcloud.Listing[armcloud.TaskBatch, string]{
		Page: func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.TaskBatch], error) {
			return d.Data.Client.TaskBatches(ctx, kind.ValueInt64(), page, rows)
		},
		Key: func(b armcloud.TaskBatch) string { return b.ID },
	}.First(ctx, most)
	switch {
	case tfkit.Unavailable(&resp.Diagnostics, "armcloud_tasks", err):
		return
	case err != nil:
		resp.Diagnostics.AddError("Unable to list the tasks", tfkit.Explain("", err))
		return
	}
	slices.SortStableFunc(batches, func(a, b armcloud.TaskBatch) int { return cmp.Compare(b.CreatedAt, a.CreatedAt) })
	elements := make([]attr.Value, len(batches))
	for i, batch := range batches {
		elements[i] = batchValue(batch)
	}
	list, diags := types.ListValue(types.ObjectType{AttrTypes: taskBatchAttributeTypes}, elements)
	resp.Diagnostics.Append(diags...)
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("batches"), list)...)
}

func batchValue(batch armcloud.TaskBatch) attr.Value {
	tasks := make([]attr.Value, len(batch.Tasks))
	for i, task := range batch.Tasks {
		tasks[i] = types.ObjectValueMust(subTaskAttributeTypes, map[string]attr.Value{
			"task_id": types.Int64Value(task.ID), "pad_code": tfkit.TextOrNull(task.PadCode), "file_id": tfkit.TextOrNull(task.FileID),
			"status": types.StringValue(task.Status.String()), "ended_at": timeOrNull(task.EndTime),
		})
	}
	return types.ObjectValueMust(taskBatchAttributeTypes, map[string]attr.Value{
		"batch_id": types.StringValue(batch.ID), "status": types.StringValue(batch.Status.String()),
		"type": types.Int64Value(batch.Type), "created_at": timeOrNull(batch.CreatedAt),
		"tasks": types.ListValueMust(types.ObjectType{AttrTypes: subTaskAttributeTypes}, tasks),
	})
}
