package fleet

import (
	"context"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Types of the tasks that take instances out of service. API document: List of mandates.
const (
	restartTasks int64 = 1000
	imageTasks   int64 = 1012
)

// latestBatches is how many batches of tasks an estimate is based on.
const latestBatches = 20

// experience knows how long changes take that take instances out of service.
type experience struct {
	// took is privateRecord.Took.
	took map[string]int64
	// batches returns the latest batches of tasks of a type, none if the service does not
	// list them.
	batches func(taskType int64) []armcloud.TaskBatch
	// byType caches what the tasks of a type took, in milliseconds, 0 if that is not known.
	byType map[int64]int64
	// ofTasks is true if an answer follows from tasks of the account.
	ofTasks bool
}

// newExperience returns the experience of a fleet with a record, and of its account. code
// is an instance of it, which shows the API level: only that of 2024 lists tasks. A
// rollout in one wave makes no request for an estimate.
func (r *fleetResource) newExperience(ctx context.Context, record privateRecord, code string, waves int) *experience {
	return &experience{took: record.Took, byType: map[int64]int64{}, batches: func(taskType int64) []armcloud.TaskBatch {
		if r.Data.Client == nil || r.Data.Engine == nil || waves < 2 {
			return nil
		}
		details, err := r.Data.Engine.Details(ctx, []string{code})
		if detail, here := details[code]; err != nil || !here || r.Data.Engine.IsCurrent(detail) {
			return nil
		}
		page, err := r.Data.Client.TaskBatches(ctx, taskType, 1, latestBatches)
		if err != nil {
			return nil // an estimate is not worth an error
		}
		return page.Items
	}}
}

// of returns how long a wave with a kind of change takes, in milliseconds: as the fleet
// has recorded it or, if it has made no such change, as long as the tasks of the account
// took.
func (x *experience) of(kind string) (int64, bool) {
	if took, known := x.took[kind]; known {
		return took, true
	}
	var sum int64
	for _, part := range strings.Split(kind, "+") {
		taskType := restartTasks
		if part == "image" {
			taskType = imageTasks
		}
		took, cached := x.byType[taskType]
		if !cached {
			took = tookOf(x.batches(taskType))
			x.byType[taskType] = took
		}
		if took == 0 {
			return 0, false
		}
		sum += took
	}
	x.ofTasks = true
	return sum, true
}

// tookOf returns the mean over batches of what the slowest task took that has succeeded,
// in milliseconds, or 0.
func tookOf(batches []armcloud.TaskBatch) int64 {
	var sum, count int64
	for _, batch := range batches {
		var slowest int64
		for _, task := range batch.Tasks {
			if task.Status == armcloud.TaskDone && batch.CreatedAt > 0 {
				slowest = max(slowest, task.EndTime-batch.CreatedAt)
			}
		}
		if slowest > 0 {
			sum, count = sum+slowest, count+1
		}
	}
	if count == 0 {
		return 0
	}
	return sum / count
}
