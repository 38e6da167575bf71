package instance

import (
	"context"
	"fmt"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Rows of a page, and the most pages of one listing: a list that never ends
// is cut there.
const (
	pageRows = 500
	maxPages = 1000
)

// listRows gives the phones that the filter lets through, by code. Conditions
// go to the server where it knows them.
func listRows(ctx context.Context, data *tfkit.Data, f filter, full bool) ([]row, error) {
	if f.empty() {
		return nil, nil
	}
	codes, err := candidates(ctx, data, f)
	if err != nil {
		return nil, err
	}
	infos := full || f.needsInfos()
	details := full || f.needsDetails() || !infos
	rows, err := fetchRows(ctx, data.Engine, codes, details, infos)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(rows, func(r row) bool { return !f.lets(r) }), nil
}

// candidates gives the codes of the phones to look at.
func candidates(ctx context.Context, data *tfkit.Data, f filter) ([]string, error) {
	var codes []string
	switch {
	case f.padCodes != nil:
		codes = f.padCodes
	case f.padIPs != nil || f.idcCode != "" || f.online != nil || f.deviceOnline != nil:
		rows, err := allPages(func(page int) (armcloud.Page[armcloud.PadDetail], error) {
			return data.Client.PadDetails(ctx, armcloud.DetailFilter{
				PadIPs: f.padIPs, IDCCode: f.idcCode, Online: f.online, DeviceOnline: f.deviceOnline,
			}, page, pageRows)
		})
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			codes = append(codes, r.PadCode)
		}
	case f.groupIDs != nil:
		infos, err := allInfos(ctx, data.Client, armcloud.InfoFilter{GroupIDs: f.groupIDs})
		if err != nil {
			return nil, err
		}
		for _, r := range infos {
			codes = append(codes, r.PadCode)
		}
	default:
		rows, err := data.Engine.AllDetails(ctx)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			codes = append(codes, r.PadCode)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes), nil
}

// fetchRows looks phones up, by code; those that are not in the account are
// left out.
func fetchRows(ctx context.Context, e *engine.Engine, codes []string, details, infos bool) ([]row, error) {
	var byDetail map[string]armcloud.PadDetail
	var byInfo map[string]armcloud.PadInfo
	var err error
	if details {
		if byDetail, err = e.Details(ctx, codes); err != nil {
			return nil, err
		}
	}
	if infos {
		if byInfo, err = e.Infos(ctx, codes); err != nil {
			return nil, err
		}
	}
	rows := make([]row, 0, len(codes))
	for _, code := range codes {
		r := row{code: code}
		if detail, here := byDetail[code]; here {
			r.detail = &detail
		}
		if info, here := byInfo[code]; here {
			r.info = &info
		}
		if r.detail != nil || r.info != nil {
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// allInfos reads the list of phones to its end.
func allInfos(ctx context.Context, client *armcloud.Client, f armcloud.InfoFilter) ([]armcloud.PadInfo, error) {
	return allPages(func(page int) (armcloud.Page[armcloud.PadInfo], error) {
		return client.PadInfos(ctx, f, page, pageRows)
	})
}

// allPages reads pages until one is short. Totals are not trusted.
func allPages[T any](read func(page int) (armcloud.Page[T], error)) ([]T, error) {
	var all []T
	for page := 1; page <= maxPages; page++ {
		p, err := read(page)
		if err != nil {
			return nil, err
		}
		all = append(all, p.Items...)
		if len(p.Items) < pageRows {
			return all, nil
		}
	}
	return nil, fmt.Errorf("the listing has not ended after %d pages of %d rows", maxPages, pageRows)
}
