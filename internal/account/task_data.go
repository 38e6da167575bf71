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

// taskData is the data source armcloud_task: one task by its id.
type taskData struct {
	tfkit.DataSource
}

// NewTaskData makes the data source armcloud_task.
func NewTaskData() datasource.DataSource {
	return &taskData{DataSource: tfkit.DataSource{Name: "task"}}
}

// taskQueries are the queries that know the tasks of a kind, in the order in
// which they are asked.
var taskQueries = map[string][]*armcloud.Operation{
	"instance":   {armcloud.QueryTasks},
	"file":       {armcloud.QueryFileTasks, armcloud.QueryUploadTasks},
	"command":    {armcloud.QueryCommandTasks},
	"screenshot": {armcloud.QueryScreenshotTasks},
	"app":        {armcloud.QueryAppTasks},
	"power":      {armcloud.QueryRestartTasks},
	"image":      {armcloud.QueryImageTasks},
}

func (d *taskData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(d string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: d, Computed: true}
	}
	kinds := slices.Sorted(maps.Keys(taskQueries))
	resp.Schema = schema.Schema{
		MarkdownDescription: "One task of the account, for example one that an error names. Ids that the service does not know, or does not know any more, are an error.",
		Attributes: map[string]schema.Attribute{
			"task_id": schema.Int64Attribute{
				MarkdownDescription: "Id of the task.", Required: true, Validators: []validator.Int64{int64validator.AtLeast(1)},
			},
			"kind": schema.StringAttribute{
				MarkdownDescription: "Which list of tasks is asked: `instance` (everything on phones), `file` (uploads of files and apps), `command` (commands on phones), " +
					"`screenshot`, `app` (apps started, stopped or restarted), `power` (restarts and resets) or `image` (uploads of images; the API level of 2024 alone has them).",
				Required:   true,
				Validators: []validator.String{stringvalidator.OneOf(kinds...)},
			},
			"pad_code": text("Code of the phone; null for uploads."),
			"status":   text("State of the task: " + taskStates + "."),
			"content":  text("The task's own content; null where there is none."),
			"result":   text("The task's result, such as the output of a command; null where there is none."),
			"error":    text("The service's remark. With the state `done` it is no failure."),
			"ended_at": text("When it ended, in RFC 3339; null while it has not."),
			"file_id":  text("Id of the file that an upload has become; null for other tasks."),
			"app_id":   schema.Int64Attribute{MarkdownDescription: "Id of the app that an upload has become; null for other tasks.", Computed: true},
		},
	}
}

// Read asks for the task. One that is not known is an error.
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
		resp.Diagnostics.AddAttributeError(path.Root("task_id"), "Unable to look up the task", tfkit.Explain("", err))
		return
	case !found:
		others := slices.DeleteFunc(slices.Sorted(maps.Keys(taskQueries)), func(k string) bool { return k == kind.ValueString() })
		resp.Diagnostics.AddAttributeError(path.Root("task_id"), "Task not found", fmt.Sprintf(
			"ARMCloud knows no task %d of kind %s. Check the id, and whether the task is of another kind (%s).",
			id.ValueInt64(), kind.ValueString(), strings.Join(others, ", ")))
		return
	}
	resp.State.Raw = req.Config.Raw
	appID := types.Int64Null()
	if task.AppID != 0 {
		appID = types.Int64Value(task.AppID)
	}
	for name, value := range map[string]attr.Value{
		"pad_code": presentText(task.PadCode), "status": types.StringValue(task.Status.String()),
		"content": presentText(task.Content), "result": presentText(task.Result), "error": presentText(task.Error),
		"ended_at": instant(task.EndTime), "file_id": presentText(task.FileID), "app_id": appID,
	} {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
}

// findTask asks one query after another until one knows the task. Where the
// first is there, the service need not have the others.
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
				// Some answers have the output among the remarks.
				task.Result, task.Error = task.Error, ""
			}
			return task, true, nil
		}
	}
	return armcloud.Task{}, false, nil
}
