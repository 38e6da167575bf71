package account

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var _ datasource.DataSourceWithConfigure = (*taskData)(nil)

// taskData is the data source armcloud_task.
type taskData struct {
	tfkit.DataSource
}

// NewTaskData returns the data source armcloud_task.
func NewTaskData() datasource.DataSource {
	return &taskData{DataSource: tfkit.DataSource{Name: "task"}}
}

// taskQueries are the queries that return tasks of a kind, in the order in which
// they are tried.
var taskQueries = map[string][]*armcloud.Operation{
	"instance":   {armcloud.QueryTasks},
	"file":       {armcloud.QueryFileTasks, armcloud.QueryUploadTasks},
	"command":    {armcloud.QueryCommandTasks},
	"screenshot": {armcloud.QueryScreenshotTasks},
	"app":        {armcloud.QueryAppTasks},
	"power":      {armcloud.QueryRestartTasks},
	"image":      {armcloud.QueryImageTasks},
}

// Schema is the schema of the data source armcloud_task.
func (d *taskData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(d string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: d, Computed: true}
	}
	kinds := slices.Sorted(maps.Keys(taskQueries))
	resp.Schema = schema.Schema{
		MarkdownDescription: "Looks up a task by its ID, for example an ID from an error message.\n\nIf ARMCloud does not know the ID, or no longer knows it, the data source fails.",
		Attributes: map[string]schema.Attribute{
			"task_id": schema.Int64Attribute{
				MarkdownDescription: "ID of the task, for example `760000001`.", Required: true, Validators: []validator.Int64{int64validator.AtLeast(1)},
			},
			"kind": schema.StringAttribute{
				MarkdownDescription: "Kind of task: `instance` (any task of an instance), `file` (uploads of files and apps), `command` (shell commands), " +
					"`screenshot`, `app` (starts, stops and restarts of apps), `power` (restarts and factory resets) or `image` (uploads of images, available only on the 2024 API level).",
				Required:   true,
				Validators: []validator.String{stringvalidator.OneOf(kinds...)},
			},
			"pad_code": text("Pad code of the instance. Null for uploads."),
			"status":   text("Status of the task: " + taskStatuses + "."),
			"content":  text("Content of the task, as ARMCloud returns it. Null if it has none."),
			"result":   text("Result of the task, such as the output of a command. Null if it has none."),
			"error":    text("Message of ARMCloud. With the status `done`, it does not mean that the task failed."),
			"ended_at": text("Time when the task ended, in RFC 3339 format. Null while the task is running."),
			"file_id":  text("ID of the uploaded file. Null for other tasks."),
			"app_id":   schema.Int64Attribute{MarkdownDescription: "ID of the uploaded app. Null for other tasks.", Computed: true},
		},
	}
}

// Read returns the task. An unknown task is an error.
func (d *taskData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var id types.Int64
	var kind types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("task_id"), &id)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("kind"), &kind)...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	task, found, err := findTask(ctx, d.Data.Client, taskQueries[kind.ValueString()], id.ValueInt64())
	switch {
	case tfkit.Unavailable(&resp.Diagnostics, fmt.Sprintf("armcloud_task of kind %s", kind.ValueString()), err):
		return
	case err != nil:
		resp.Diagnostics.AddAttributeError(path.Root("task_id"), "Unable to read the task", tfkit.Explain("", err))
		return
	case !found:
		others := slices.DeleteFunc(slices.Sorted(maps.Keys(taskQueries)), func(k string) bool { return k == kind.ValueString() })
		resp.Diagnostics.AddAttributeError(path.Root("task_id"), "Task not found", fmt.Sprintf(
			"ARMCloud has no task %d of kind %s. Check the ID, and whether the task is of another kind (%s).",
			id.ValueInt64(), kind.ValueString(), strings.Join(others, ", ")))
		return
	}
	resp.State.Raw = req.Config.Raw
	appID := types.Int64Null()
	if task.AppID != 0 {
		appID = types.Int64Value(task.AppID)
	}
	for name, value := range map[string]attr.Value{
		"pad_code": tfkit.TextOrNull(task.PadCode), "status": types.StringValue(task.Status.String()),
		"content": tfkit.TextOrNull(task.Content), "result": tfkit.TextOrNull(task.Result), "error": tfkit.TextOrNull(task.Error),
		"ended_at": timeOrNull(task.EndTime), "file_id": tfkit.TextOrNull(task.FileID), "app_id": appID,
	} {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
}

// findTask tries the queries in order until one returns the task. Only the first
// query must exist on the API level.
func findTask(ctx context.Context, client *armcloud.Client, queries []*armcloud.Operation, id int64) (armcloud.Task, bool, error) {
	for i, query := range queries {
		tasks, err := client.TasksBy(ctx, query, []int64{id})
		if i > 0 && armcloud.Is(err, armcloud.ClassUnavailable) {
			continue
		}
		if err != nil {
			return armcloud.Task{}, false, err
		}
		for _, task := range tasks {
			if task.ID != id {
				continue
			}
			if query == armcloud.QueryCommandTasks && task.Status.Done() && task.Result == "" {
				// Some responses have the output in the error field.
				task.Result, task.Error = task.Error, ""
			}
			return task, true, nil
		}
	}
	return armcloud.Task{}, false, nil
}
