package engine

import (
	"context"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// maxProperties is the most phones that batchPadProperties takes.
const maxProperties = 200

func newPropertiesLookers(api API, opts Options) (batch, single *looker[armcloud.PadProperties]) {
	batchSize := min(opts.BatchSize, maxProperties)
	batch = &looker[armcloud.PadProperties]{linger: opts.Linger, full: batchSize}
	batch.fetch = func(ctx context.Context, codes []string, _ bool) fetched[armcloud.PadProperties] {
		got := fetched[armcloud.PadProperties]{answers: map[string]answer[armcloud.PadProperties]{}}
		inChunks(ctx, codes, batchSize, opts.InFlight, got.answers, func(ctx context.Context, codes []string) (map[string]answer[armcloud.PadProperties], error) {
			all, err := api.BatchPadProperties(ctx, codes)
			return propertiesByCode(codes, all, err)
		})
		return got
	}
	single = &looker[armcloud.PadProperties]{linger: 0, full: 1}
	single.fetch = func(ctx context.Context, codes []string, _ bool) fetched[armcloud.PadProperties] {
		got := fetched[armcloud.PadProperties]{answers: map[string]answer[armcloud.PadProperties]{}}
		inChunks(ctx, codes, 1, opts.InFlight, got.answers, func(ctx context.Context, codes []string) (map[string]answer[armcloud.PadProperties], error) {
			one, err := api.PadProperties(ctx, codes[0])
			one.PadCode = codes[0]
			return propertiesByCode(codes, []armcloud.PadProperties{one}, err)
		})
		return got
	}
	return batch, single
}

func propertiesByCode(codes []string, all []armcloud.PadProperties, err error) (map[string]answer[armcloud.PadProperties], error) {
	if err != nil {
		return nil, err
	}
	answers := make(map[string]answer[armcloud.PadProperties], len(codes))
	for _, code := range codes {
		answers[code] = answer[armcloud.PadProperties]{}
	}
	for _, p := range all {
		answers[p.PadCode] = answer[armcloud.PadProperties]{value: p, found: true}
	}
	return answers, nil
}

// Properties gives the properties of the phones, by batchPadProperties where
// the API level has it; where it does not, phone by phone or from the phones
// themselves, as far as reach allows. A phone whose properties cannot be had
// is missing from the answer, which is no evidence of anything. Errors are
// those of ctx and of the keys alone. API document: Query instance attributes.
func (e *Engine) Properties(ctx context.Context, padCodes []string, reach Reach) (map[string]armcloud.PadProperties, error) {
	if !e.noBatchProperties.Load() {
		answers, err := e.properties.ask(ctx, padCodes, false)
		values, unavailable, err := readable(answers, err)
		if err != nil || !unavailable {
			return values, err
		}
		e.noBatchProperties.Store(true)
	}
	if reach == ReachBatch {
		return map[string]armcloud.PadProperties{}, nil
	}
	if reach == ReachShell {
		answers, err := e.propertiesByShell.ask(ctx, padCodes, false)
		values, unavailable, err := readable(answers, err)
		// Where commands may not be run, the API can still be asked.
		if err != nil || !unavailable {
			return values, err
		}
	}
	answers, err := e.propertiesOfOne.ask(ctx, padCodes, false)
	values, _, err := readable(answers, err)
	return values, err
}

// readable leaves out what cannot be had, and tells whether this way of asking
// is not to be had at all.
func readable[T any](answers map[string]answer[T], err error) (values map[string]T, unavailable bool, _ error) {
	if err != nil {
		return nil, false, err
	}
	values = make(map[string]T, len(answers))
	for code, a := range answers {
		switch {
		case armcloud.Is(a.err, armcloud.ClassAuth):
			return nil, false, a.err
		case armcloud.Is(a.err, armcloud.ClassUnavailable), armcloud.Is(a.err, armcloud.ClassReadOnly):
			unavailable = true
		case a.found:
			values[code] = a.value
		}
	}
	return values, unavailable, nil
}
