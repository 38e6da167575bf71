package lookup

import (
	"context"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// maxIPs is the maximum number of IP addresses in a request.
const maxIPs = 100

// listRows returns the instances that match the filter, sorted by pad code. full
// requests both listings for each instance.
func listRows(ctx context.Context, data *tfkit.Data, f filter, full bool) ([]row, error) {
	if f.empty() {
		return nil, nil
	}
	rows, err := candidates(ctx, data, f)
	if err != nil {
		return nil, err
	}
	infos := full || f.needsInfos()
	details := full || f.needsDetails() || !infos
	rows, err = fill(ctx, data.Engine, rows, details, infos)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(rows, func(r row) bool { return !f.matches(r) }), nil
}

// candidates returns a superset of the matching instances, sorted by pad code, in
// as few requests as possible: it lets the API apply the conditions that it
// supports, or else uses the smallest listing.
func candidates(ctx context.Context, data *tfkit.Data, f filter) ([]row, error) {
	switch {
	case f.onServer():
		rows, err := detailRows(ctx, data.Engine, f)
		if armcloud.Is(err, armcloud.ClassUnavailable) && f.online == nil && f.deviceOnline == nil {
			// The other listing has the IP address and the data center too.
			infos, err := data.Engine.AllInfos(ctx)
			return rowsOf(infos, func(i armcloud.PadInfo) row { return row{code: i.PadCode, info: &i} }), err
		}
		return rows, err
	case f.padCodes != nil:
		return rowsOf(f.padCodes, func(code string) row { return row{code: code} }), nil
	case f.groupIDs != nil:
		infos, err := data.Engine.ListInfos(ctx, armcloud.InfoFilter{GroupIDs: f.groupIDs})
		return rowsOf(infos, func(i armcloud.PadInfo) row { return row{code: i.PadCode, info: &i} }), err
	default:
		details, err := data.Engine.AllDetails(ctx)
		return rowsOf(details, func(d armcloud.PadDetail) row { return row{code: d.PadCode, detail: &d} }), err
	}
}

// detailRows lists the instances that meet the conditions that the API applies, at
// most maxIPs addresses per request.
func detailRows(ctx context.Context, e *engine.Engine, f filter) ([]row, error) {
	query := armcloud.DetailFilter{IDCCode: f.idcCode, Online: f.online, DeviceOnline: f.deviceOnline}
	parts := slices.Collect(slices.Chunk(f.padIPs, maxIPs))
	if f.padIPs == nil {
		parts = [][]string{nil}
	}
	var all []armcloud.PadDetail
	for _, ips := range parts {
		query.PadIPs = ips
		found, err := e.ListDetails(ctx, query)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return rowsOf(all, func(d armcloud.PadDetail) row { return row{code: d.PadCode, detail: &d} }), nil
}

// rowsOf returns one row for each pad code, sorted.
func rowsOf[T any](items []T, asRow func(T) row) []row {
	rows := make([]row, len(items))
	for i, item := range items {
		rows[i] = asRow(item)
	}
	slices.SortStableFunc(rows, func(a, b row) int { return strings.Compare(a.code, b.code) })
	return slices.CompactFunc(rows, func(a, b row) bool { return a.code == b.code })
}

// fill queries the missing details and infos of the rows. It drops instances that
// neither listing has.
func fill(ctx context.Context, e *engine.Engine, rows []row, details, infos bool) ([]row, error) {
	var noDetail, noInfo []string
	for _, r := range rows {
		if details && r.detail == nil {
			noDetail = append(noDetail, r.code)
		}
		if infos && r.info == nil {
			noInfo = append(noInfo, r.code)
		}
	}
	var byDetail map[string]armcloud.PadDetail
	var byInfo map[string]armcloud.PadInfo
	var err error
	if len(noDetail) > 0 {
		if byDetail, err = e.Details(ctx, noDetail); err != nil {
			return nil, err
		}
	}
	if len(noInfo) > 0 {
		if byInfo, err = e.Infos(ctx, noInfo); err != nil {
			return nil, err
		}
	}
	for i := range rows {
		r := &rows[i]
		if detail, ok := byDetail[r.code]; ok {
			r.detail = &detail
		}
		if info, ok := byInfo[r.code]; ok {
			r.info = &info
		}
	}
	return slices.DeleteFunc(rows, func(r row) bool { return r.detail == nil && r.info == nil }), nil
}
