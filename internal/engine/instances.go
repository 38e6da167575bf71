package engine

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync/atomic"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

func newDetailFetcher(api API, opts Options, size *atomic.Int64) *fetcher[armcloud.PadDetail] {
	return &fetcher[armcloud.PadDetail]{
		op:      armcloud.ListDetails,
		listing: detailListing(api, armcloud.DetailFilter{}),
		byCode: func(ctx context.Context, codes []string, page, rows int) (armcloud.Page[armcloud.PadDetail], error) {
			return api.PadDetails(ctx, armcloud.DetailFilter{PadCodes: codes}, page, rows)
		},
		chunk:    min(opts.BatchSize, maxCodes),
		parallel: opts.InFlight,
		size:     size,
	}
}

// detailsObserver is an API that records that padDetails has succeeded.
type detailsObserver struct {
	API
	read *atomic.Bool
}

// PadDetails reads one page of padDetails.
func (o detailsObserver) PadDetails(ctx context.Context, filter armcloud.DetailFilter, page, rows int) (armcloud.Page[armcloud.PadDetail], error) {
	got, err := o.API.PadDetails(ctx, filter, page, rows)
	if err == nil {
		o.read.Store(true)
	}
	return got, err
}

func newInfoFetcher(api API, opts Options, size *atomic.Int64) *fetcher[armcloud.PadInfo] {
	return &fetcher[armcloud.PadInfo]{
		op:      armcloud.ListInfos,
		listing: infoListing(api, armcloud.InfoFilter{}),
		byCode: func(ctx context.Context, codes []string, page, rows int) (armcloud.Page[armcloud.PadInfo], error) {
			return api.PadInfos(ctx, armcloud.InfoFilter{PadCodes: codes}, page, rows)
		},
		chunk:    min(opts.BatchSize, maxCodes),
		parallel: opts.InFlight,
		size:     size,
	}
}

func detailListing(api API, filter armcloud.DetailFilter) armcloud.Listing[armcloud.PadDetail, string] {
	return armcloud.Listing[armcloud.PadDetail, string]{
		Page: func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.PadDetail], error) {
			return api.PadDetails(ctx, filter, page, rows)
		},
		Key: func(d armcloud.PadDetail) string { return d.PadCode },
	}
}

func infoListing(api API, filter armcloud.InfoFilter) armcloud.Listing[armcloud.PadInfo, string] {
	return armcloud.Listing[armcloud.PadInfo, string]{
		Page: func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.PadInfo], error) {
			return api.PadInfos(ctx, filter, page, rows)
		},
		Key: func(i armcloud.PadInfo) string { return i.PadCode },
	}
}

// Details returns what padDetails reports of the instances. Calls are batched,
// and results are cached until the instance changes. An instance that is
// missing from the result does not exist: the query was by pad code. If this API
// level has no padDetails, the result holds what infos reports. API document:
// Instance details.
func (e *Engine) Details(ctx context.Context, padCodes []string) (map[string]armcloud.PadDetail, error) {
	if !e.noDetails.Load() {
		details, err := e.details.get(ctx, padCodes)
		if !e.lacksDetails(err) {
			return details, err
		}
	}
	infos, err := e.infos.get(ctx, padCodes)
	if err != nil {
		return nil, err
	}
	details := make(map[string]armcloud.PadDetail, len(infos))
	for code, info := range infos {
		details[code] = detailOf(info)
	}
	return details, nil
}

// IsCurrent reports whether a row of Details shows that the API is of the current
// level: padDetails of 2024 has none of these values.
func (e *Engine) IsCurrent(detail armcloud.PadDetail) bool {
	return !e.noDetails.Load() && (detail.ADBEnabled != nil || detail.DeviceIP != "")
}

// Infos returns what infos reports of the instances, with the batching and
// caching of Details. API document: Instance list information.
func (e *Engine) Infos(ctx context.Context, padCodes []string) (map[string]armcloud.PadInfo, error) {
	return e.infos.get(ctx, padCodes)
}

// ListDetails returns the details of the instances that match the filter, in
// the API's order, each once. It reads the API and caches the results.
func (e *Engine) ListDetails(ctx context.Context, filter armcloud.DetailFilter) ([]armcloud.PadDetail, error) {
	return e.details.readAll(ctx, detailListing(e.api, filter))
}

// ListInfos returns the infos of the instances that match the filter, like
// ListDetails.
func (e *Engine) ListInfos(ctx context.Context, filter armcloud.InfoFilter) ([]armcloud.PadInfo, error) {
	return e.infos.readAll(ctx, infoListing(e.api, filter))
}

// Missing returns the instances that are not in the account. It does not query
// instances that this process has read before, for example in the listing of a
// data source.
func (e *Engine) Missing(ctx context.Context, padCodes []string) ([]string, error) {
	unknown := e.infos.notCached(padCodes)
	if len(unknown) == 0 {
		return nil, nil
	}
	details, err := e.Details(ctx, unknown)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(unknown, func(code string) bool {
		_, exists := details[code]
		return exists
	}), nil
}

// AllDetails returns the details of all instances of the account, in the API's
// order, each once. The listing is read once per process; instances changed
// since are read again.
func (e *Engine) AllDetails(ctx context.Context) ([]armcloud.PadDetail, error) {
	if !e.noDetails.Load() {
		details, err := e.details.list(ctx)
		if !e.lacksDetails(err) {
			return details, err
		}
	}
	infos, err := e.infos.list(ctx)
	if err != nil {
		return nil, err
	}
	details := make([]armcloud.PadDetail, len(infos))
	for i, info := range infos {
		details[i] = detailOf(info)
	}
	return details, nil
}

// AllInfos returns the infos of all instances of the account, like AllDetails.
func (e *Engine) AllInfos(ctx context.Context) ([]armcloud.PadInfo, error) {
	return e.infos.list(ctx)
}

// freshDetails reads the instances from the API, not from the cache.
func (e *Engine) freshDetails(ctx context.Context, padCodes []string) map[string]result[armcloud.PadDetail] {
	if !e.noDetails.Load() {
		results := e.freshDetail(ctx, padCodes)
		lacks := false
		for _, r := range results {
			lacks = lacks || e.lacksDetails(r.err)
		}
		if !lacks {
			return results
		}
	}
	results := make(map[string]result[armcloud.PadDetail], len(padCodes))
	for code, r := range e.freshInfo(ctx, padCodes) {
		results[code] = result[armcloud.PadDetail]{value: detailOf(r.value), found: r.found, err: r.err}
	}
	return results
}

// lookUpRefused is freshDetails for instances that the API has refused. Whether one
// that this process restarts exists cannot be found out now.
func (e *Engine) lookUpRefused(ctx context.Context, padCodes []string) map[string]result[armcloud.PadDetail] {
	results := e.freshDetails(ctx, padCodes)
	for code, r := range results {
		if r.err == nil && !r.found && e.down.includes(code) {
			results[code] = result[armcloud.PadDetail]{err: errNotRead}
		}
	}
	return results
}

// lacksDetails reports whether err says that this API level has no padDetails,
// and records it.
func (e *Engine) lacksDetails(err error) bool {
	var apiErr *armcloud.Error
	if !errors.As(err, &apiErr) {
		return false
	}
	lacks := apiErr.Class == armcloud.ClassUnavailable ||
		!e.hasDetails.Load() && apiErr.Class == armcloud.ClassRejected && (apiErr.HTTPStatus == http.StatusNotFound || apiErr.Code == "1104")
	if lacks {
		e.noDetails.Store(true)
	}
	return lacks
}

// detailOf converts what infos reports to details.
func detailOf(i armcloud.PadInfo) armcloud.PadDetail {
	return armcloud.PadDetail{
		PadCode: i.PadCode, ImageID: i.ImageID, DeviceLevel: i.PadGrade, Status: i.Status,
		DeviceIP: i.DeviceIP, PadIP: i.PadIP, ADBEnabled: i.ADBEnabled,
		Online: i.Online, OnlineOmitted: i.OnlineOmitted,
	}
}
