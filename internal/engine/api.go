package engine

import (
	"context"
	"encoding/json"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// API is the part of the API client that the engine uses. *armcloud.Client
// implements it. A failure of the API or of the connection is an
// *armcloud.Error.
type API interface {
	// Submit sends one change to the targets and returns the API's response for
	// each of them.
	Submit(ctx context.Context, op *armcloud.Operation, targets []string, params json.RawMessage) ([]armcloud.Submission, error)
	// TasksBy reads tasks with a task query. Ids that the API does not know are
	// missing from the result.
	TasksBy(ctx context.Context, query *armcloud.Operation, ids []int64) ([]armcloud.Task, error)
	// PadDetails reads one page of padDetails.
	PadDetails(ctx context.Context, filter armcloud.DetailFilter, page, rows int) (armcloud.Page[armcloud.PadDetail], error)
	// PadInfos reads one page of infos.
	PadInfos(ctx context.Context, filter armcloud.InfoFilter, page, rows int) (armcloud.Page[armcloud.PadInfo], error)
	// PadProperties reads the properties of one instance.
	PadProperties(ctx context.Context, padCode string) (armcloud.PadProperties, error)
	// BatchPadProperties reads the properties of up to 200 instances.
	BatchPadProperties(ctx context.Context, padCodes []string) ([]armcloud.PadProperties, error)
	// InstalledApps reads the apps of up to 100 instances.
	InstalledApps(ctx context.Context, padCodes []string) ([]armcloud.PadApps, error)
	// ModelInfo reads the device models of up to 100 instances.
	ModelInfo(ctx context.Context, padCodes []string) ([]armcloud.ModelInfo, error)
	// RunSync runs a command on one instance and returns its task.
	RunSync(ctx context.Context, padCode, command string) (armcloud.Task, error)
	// Apps reads one page of the account's apps.
	Apps(ctx context.Context, filter armcloud.AppFilter, page, rows int) (armcloud.Page[armcloud.App], error)
	// Files reads one page of the file center.
	Files(ctx context.Context, page, rows int) (armcloud.Page[armcloud.File], error)
	// Images reads one page of the system images.
	Images(ctx context.Context, page, rows int) (armcloud.Page[armcloud.Image], error)
}
