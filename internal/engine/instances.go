package engine

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync/atomic"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

func newDetails(api API, opts Options, size *atomic.Int64) (*looker[armcloud.PadDetail], *snapshot[armcloud.PadDetail]) {
	s := &snapshot[armcloud.PadDetail]{
		listing: armcloud.Listing[armcloud.PadDetail, string]{
			Page: func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.PadDetail], error) {
				return api.PadDetails(ctx, armcloud.DetailFilter{}, page, rows)
			},
			Key: func(d armcloud.PadDetail) string { return d.PadCode },
		},
		byCode: func(ctx context.Context, codes []string, page, rows int) (armcloud.Page[armcloud.PadDetail], error) {
			return api.PadDetails(ctx, armcloud.DetailFilter{PadCodes: codes}, page, rows)
		},
	}
	return newLooker(s, opts, size), s
}

func newInfos(api API, opts Options, size *atomic.Int64) (*looker[armcloud.PadInfo], *snapshot[armcloud.PadInfo]) {
	s := &snapshot[armcloud.PadInfo]{
		listing: armcloud.Listing[armcloud.PadInfo, string]{
			Page: func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.PadInfo], error) {
				return api.PadInfos(ctx, armcloud.InfoFilter{}, page, rows)
			},
			Key: func(i armcloud.PadInfo) string { return i.PadCode },
		},
		byCode: func(ctx context.Context, codes []string, page, rows int) (armcloud.Page[armcloud.PadInfo], error) {
			return api.PadInfos(ctx, armcloud.InfoFilter{PadCodes: codes}, page, rows)
		},
	}
	return newLooker(s, opts, size), s
}

func newLooker[T any](s *snapshot[T], opts Options, size *atomic.Int64) *looker[T] {
	s.chunk = min(opts.BatchSize, maxCodes)
	s.parallel = opts.InFlight
	s.size = size
	return &looker[T]{linger: opts.Linger, full: s.chunk, fetch: s.look}
}

// Details gives what padDetails shows of the phones, joined with the looks of
// others and kept until a change. A phone that is missing from the answer is
// gone: it was asked for by its code. Where the service lacks padDetails, it
// gives what infos shows. API document: Instance details.
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

// Infos gives what infos shows of the phones, as Details does. API document:
// Instance list information.
func (e *Engine) Infos(ctx context.Context, padCodes []string) (map[string]armcloud.PadInfo, error) {
	return e.infos.get(ctx, padCodes)
}

// ListDetails gives the details of the phones that a filter lets through, in
// the order of the service, each once. What it sees is known to other looks.
func (e *Engine) ListDetails(ctx context.Context, filter armcloud.DetailFilter) ([]armcloud.PadDetail, error) {
	return e.details.list(ctx, armcloud.Listing[armcloud.PadDetail, string]{
		Page: func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.PadDetail], error) {
			return e.api.PadDetails(ctx, filter, page, rows)
		},
		Key: func(d armcloud.PadDetail) string { return d.PadCode },
	})
}

// ListInfos gives the infos of the phones that a filter lets through, as
// ListDetails does.
func (e *Engine) ListInfos(ctx context.Context, filter armcloud.InfoFilter) ([]armcloud.PadInfo, error) {
	return e.infos.list(ctx, armcloud.Listing[armcloud.PadInfo, string]{
		Page: func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.PadInfo], error) {
			return e.api.PadInfos(ctx, filter, page, rows)
		},
		Key: func(i armcloud.PadInfo) string { return i.PadCode },
	})
}

// Missing gives those of the phones that are not in the account. Phones that
// this process has seen in any list, such as the one that a data source has
// read, are not asked for again.
func (e *Engine) Missing(ctx context.Context, padCodes []string) ([]string, error) {
	unseen := e.infos.unseen(padCodes)
	if len(unseen) == 0 {
		return nil, nil
	}
	details, err := e.Details(ctx, unseen)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(unseen, func(code string) bool {
		_, here := details[code]
		return here
	}), nil
}

// AllDetails gives the details of all phones of the account in the order of
// the service, each once. The listing is read once in a process; phones
// changed since are looked at again.
func (e *Engine) AllDetails(ctx context.Context) ([]armcloud.PadDetail, error) {
	if !e.noDetails.Load() {
		details, err := e.details.everything(ctx)
		if !e.lacksDetails(err) {
			return details, err
		}
	}
	infos, err := e.infos.everything(ctx)
	if err != nil {
		return nil, err
	}
	details := make([]armcloud.PadDetail, len(infos))
	for i, info := range infos {
		details[i] = detailOf(info)
	}
	return details, nil
}

// AllInfos gives the infos of all phones of the account, as AllDetails does.
func (e *Engine) AllInfos(ctx context.Context) ([]armcloud.PadInfo, error) {
	return e.infos.everything(ctx)
}

// seen gives the phones of the account as far as they are known.
func (e *Engine) seen() []string {
	if e.noDetails.Load() {
		return e.infos.order()
	}
	return e.details.order()
}

// Forget makes everything seen of the phone old. Run does so by itself.
func (e *Engine) Forget(padCode string) {
	e.details.forget(padCode)
	e.infos.forget(padCode)
	e.properties.forget(padCode)
	e.propertiesOfOne.forget(padCode)
	e.propertiesByShell.forget(padCode)
	e.apps.forget(padCode)
	e.appsByShell.forget(padCode)
	e.models.forget(padCode)
}

// freshDetails looks at the phones now.
func (e *Engine) freshDetails(ctx context.Context, padCodes []string) map[string]answer[armcloud.PadDetail] {
	if !e.noDetails.Load() {
		answers := e.freshDetail(ctx, padCodes)
		lacking := false
		for _, a := range answers {
			lacking = lacking || e.lacksDetails(a.err)
		}
		if !lacking {
			return answers
		}
	}
	answers := make(map[string]answer[armcloud.PadDetail], len(padCodes))
	for code, a := range e.freshInfo(ctx, padCodes) {
		answers[code] = answer[armcloud.PadDetail]{value: detailOf(a.value), found: a.found, err: a.err}
	}
	return answers
}

// lacksDetails tells whether the service has no padDetails, and remembers it.
func (e *Engine) lacksDetails(err error) bool {
	var apiErr *armcloud.Error
	if !errors.As(err, &apiErr) {
		return false
	}
	lacks := apiErr.Class == armcloud.ClassUnavailable ||
		apiErr.Class == armcloud.ClassRejected && (apiErr.HTTPStatus == http.StatusNotFound || apiErr.Code == "1104")
	if lacks {
		e.noDetails.Store(true)
	}
	return lacks
}

// detailOf is what infos tells of a phone's details.
func detailOf(i armcloud.PadInfo) armcloud.PadDetail {
	return armcloud.PadDetail{
		PadCode: i.PadCode, ImageID: i.ImageID, DeviceLevel: i.PadGrade, Status: i.Status,
		DeviceIP: i.DeviceIP, PadIP: i.PadIP, ADBEnabled: i.ADBEnabled,
	}
}
