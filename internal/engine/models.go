package engine

import (
	"context"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

func newModelsLooker(api API, opts Options) *looker[armcloud.ModelInfo] {
	size := min(opts.BatchSize, armcloud.GetModelInfo.MaxTargets)
	models := &looker[armcloud.ModelInfo]{linger: opts.Linger, full: size}
	models.fetch = func(ctx context.Context, codes []string, _ bool) fetched[armcloud.ModelInfo] {
		got := fetched[armcloud.ModelInfo]{answers: map[string]answer[armcloud.ModelInfo]{}}
		inChunks(ctx, codes, size, opts.InFlight, got.answers, func(ctx context.Context, codes []string) (map[string]answer[armcloud.ModelInfo], error) {
			all, err := api.ModelInfo(ctx, codes)
			if err != nil {
				return nil, err
			}
			answers := make(map[string]answer[armcloud.ModelInfo], len(codes))
			for _, code := range codes {
				answers[code] = answer[armcloud.ModelInfo]{}
			}
			for _, one := range all {
				answers[one.PadCode] = answer[armcloud.ModelInfo]{value: one, found: true}
			}
			return answers, nil
		})
		return got
	}
	return models
}

// Models gives the device models that the phones show, joined with the looks
// of others and kept until a change. A phone that the service does not answer
// for is missing. API document: Batch access to instance model information.
func (e *Engine) Models(ctx context.Context, padCodes []string) (map[string]armcloud.ModelInfo, error) {
	return e.models.get(ctx, padCodes)
}
