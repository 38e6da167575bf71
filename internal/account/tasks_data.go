package account

import (
	"cmp"
	"context"
	"slices"
	"time"

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

// tasksData is the data source armcloud_tasks: what the account has done.
type tasksData struct {
	tfkit.DataSource
}

// NewTasksData makes the data source armcloud_tasks.
func NewTasksData() datasource.DataSource {
	return &tasksData{DataSource: tfkit.DataSource{Name: "tasks"}}
}

// usualBatches is how many batches are read where limit is silent.
const usualBatches = 1000

var (
	subTaskTypes = map[string]attr.Type{
		"task_id": types.Int64Type, "pad_code": types.StringType, "file_id": types.StringType,
		"status": types.StringType, "ended_at": types.StringType,
	}
	taskBatchTypes = map[string]attr.Type{
		"batch_id": types.StringType, "status": types.StringType, "type": types.Int64Type, "created_at": types.StringType,
		"tasks": types.ListType{ElemType: types.ObjectType{AttrTypes: subTaskTypes}},
	}
)

// taskStates are the states of tasks in words, for descriptions.
const taskStates = "`pending`, `running`, `queued`, `done`, `failed`, `partly_failed`, `canceled`, `timed_out` or `abnormal`; a state without a name is its number"

func (d *tasksData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(d string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: d, Computed: true}
	}
	number := func(d string) schema.Attribute { return schema.Int64Attribute{MarkdownDescription: d, Computed: true} }
	resp.Schema = schema.Schema{
		MarkdownDescription: "What the account has had done, by the kind of task, newest first. The API level of 2024 alone has it. " +
			"One task by its id is `armcloud_task`.",
		Attributes: map[string]schema.Attribute{
			"type": schema.Int64Attribute{
				MarkdownDescription: "Kind of task by its number: `1000` restart, `1001` reset, `1002` command, `1003` app download, `1004` app uninstalled, " +
					"`1005` app stopped, `1006` app restarted, `1007` app started, `1008` screenshot, `1009` file to phone, `1010` properties, " +
					"`1011` list of apps, `1012` image, `1013` app installed, `1014` apps cleaned, `2000` file uploaded, `2001` file deleted. Others are passed on as they are.",
				Required:   true,
				Validators: []validator.Int64{int64validator.AtLeast(1)},
			},
			"limit": schema.Int64Attribute{
				MarkdownDescription: "How many batches at most. Default `1000`; no more pages are read than that takes.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.Between(1, armcloud.MaxPages*armcloud.ListingRows)},
			},
			"batches": schema.ListNestedAttribute{
				MarkdownDescription: "The batches: the tasks of one request each.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"batch_id":   text("Id of the batch."),
					"status":     text("State of the batch: " + taskStates + "."),
					"type":       number("Kind of task by its number."),
					"created_at": text("When it was asked for, in RFC 3339."),
					"tasks": schema.ListNestedAttribute{
						MarkdownDescription: "The tasks of the batch, one for each phone or file.",
						Computed:            true,
						NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
							"task_id":  number("Id of the task."),
							"pad_code": text("Code of the phone; null where the task has none."),
							"file_id":  text("Id of the file; null where the task has none."),
							"status":   text("State of the task, as that of the batch."),
							"ended_at": text("When it ended, in RFC 3339; null while it has not."),
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
	most := usualBatches
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
	list, diags := types.ListValue(types.ObjectType{AttrTypes: taskBatchTypes}, elements)
	resp.Diagnostics.Append(diags...)
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("batches"), list)...)
}

func batchValue(batch armcloud.TaskBatch) attr.Value {
	tasks := make([]attr.Value, len(batch.Tasks))
	for i, task := range batch.Tasks {
		tasks[i] = types.ObjectValueMust(subTaskTypes, map[string]attr.Value{
			"task_id": types.Int64Value(task.ID), "pad_code": presentText(task.PadCode), "file_id": presentText(task.FileID),
			"status": types.StringValue(task.Status.String()), "ended_at": instant(task.EndTime),
		})
	}
	return types.ObjectValueMust(taskBatchTypes, map[string]attr.Value{
		"batch_id": types.StringValue(batch.ID), "status": types.StringValue(batch.Status.String()),
		"type": types.Int64Value(batch.Type), "created_at": instant(batch.CreatedAt),
		"tasks": types.ListValueMust(types.ObjectType{AttrTypes: subTaskTypes}, tasks),
	})
}

// presentText is null for "".
func presentText(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}

// instant writes unix milliseconds in RFC 3339; 0 is null.
func instant(millis int64) types.String {
	if millis == 0 {
		return types.StringNull()
	}
	return types.StringValue(time.UnixMilli(millis).UTC().Format(time.RFC3339))
}
