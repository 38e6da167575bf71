package engine

import (
	"context"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

func modelKey(m armcloud.ModelInfo) (padCode string, found bool) { return m.PadCode, true }

// Models returns the device models that the instances present themselves as.
// Calls are batched, and results are cached until the instance changes. An
// instance that the API omits is missing from the result. API document: Batch
// access to instance model information.
func (e *Engine) Models(ctx context.Context, padCodes []string) (map[string]armcloud.ModelInfo, error) {
	return e.models.get(ctx, padCodes)
}
