package engine

import (
	"context"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

func propertiesKey(p armcloud.PadProperties) (padCode string, found bool) { return p.PadCode, true }

// oneByOneProperties adapts PadProperties, which takes one instance.
func oneByOneProperties(api API) func(context.Context, []string) ([]armcloud.PadProperties, error) {
	return func(ctx context.Context, codes []string) ([]armcloud.PadProperties, error) {
		one, err := api.PadProperties(ctx, codes[0])
		one.PadCode = codes[0]
		return []armcloud.PadProperties{one}, err
	}
}

// Properties returns the properties of the instances. It uses
// batchPadProperties if this API level has it, and otherwise requests per
// instance or shell commands, as far as reach allows. An instance whose
// properties cannot be read is missing from the result, which says nothing
// about them. Errors are only those of ctx and of the access key. API document:
// Query instance attributes.
func (e *Engine) Properties(ctx context.Context, padCodes []string, reach Reach) (map[string]armcloud.PadProperties, error) {
	if !e.Lacks(armcloud.BatchPadProperties) {
		results, err := e.properties.load(ctx, padCodes, false)
		values, unavailable, err := readable(results, err)
		if err != nil || !unavailable {
			return values, err
		}
		e.absent.Store(armcloud.BatchPadProperties, true)
	}
	if reach == ReachBatch {
		return map[string]armcloud.PadProperties{}, nil
	}
	if reach == ReachShell {
		results, err := e.propertiesByShell.load(ctx, padCodes, false)
		values, unavailable, err := readable(results, err)
		// If the key may not run commands, requests per instance still work.
		if err != nil || !unavailable {
			return values, err
		}
	}
	results, err := e.propertiesOfOne.load(ctx, padCodes, false)
	values, _, err := readable(results, err)
	return values, err
}

// readable returns the values of the results that have one, and reports whether
// the operation that read them is unavailable. The error is that of the access
// key, or err.
func readable[T any](results map[string]result[T], err error) (values map[string]T, unavailable bool, _ error) {
	if err != nil {
		return nil, false, err
	}
	values = make(map[string]T, len(results))
	for code, r := range results {
		switch {
		case armcloud.Is(r.err, armcloud.ClassAuth):
			return nil, false, r.err
		case armcloud.Is(r.err, armcloud.ClassUnavailable), armcloud.Is(r.err, armcloud.ClassReadOnly):
			unavailable = true
		case r.found:
			values[code] = r.value
		}
	}
	return values, unavailable, nil
}
