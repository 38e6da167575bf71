package armcloud

import (
	"context"
	"encoding/json"
)

// ListInfos lists instances with grade, group and IP addresses in pages.
// API document: Information on the list of instances.
var ListInfos = &Operation{
	Name:       "list the instances",
	Method:     "POST",
	Path:       "/openapi/open/pad/infos",
	Target:     "padCodes",
	MaxTargets: 100,
	Repeatable: true,
	Levels:     AllLevels,
}

// PadInfo is an instance of ListInfos. API document: Information on the list of
// instances.
type PadInfo struct {
	PadCode  string
	PadGrade string
	Status   PadStatus
	GroupID  *int64
	IDCCode  string
	DeviceIP string
	PadIP    string
	Apps     []string
	// Online is nil if the service doesn't return it. The API documents don't
	// mention it, but related services do.
	Online *bool
	// OnlineOmitted is as in PadDetail.
	OnlineOmitted bool
	// The 2024 level does not return the following fields.
	ImageID    string
	ADBEnabled *bool
}

// InfoFilter selects instances. The zero value selects all instances.
type InfoFilter struct {
	PadCodes []string
	GroupIDs []int64
}

// PadInfos returns one page of instances. Pages start at 1; rows is the page size,
// at most 500. Pad codes that are not in the account are left out without an
// error. API document: Information on the list of instances.
func (c *Client) PadInfos(ctx context.Context, filter InfoFilter, page, rows int) (Page[PadInfo], error) {
	if err := tooMany(ListInfos, filter.PadCodes); err != nil {
		return Page[PadInfo]{Page: page, Rows: rows, Total: -1}, err
	}
	at := paging{Page: page, Rows: rows}
	request := infoRequest{paging: at, PadCodes: filter.PadCodes, GroupIDs: filter.GroupIDs}
	got, err := listPage(ctx, c, ListInfos, at, request, infoRow.info)
	for _, info := range got.Items {
		c.infosOnline.note(info.Online)
	}
	for i := range got.Items {
		got.Items[i].OnlineOmitted = c.infosOnline.omits(got.Items[i].Online)
	}
	return wantKeys(ListInfos, got, err, func(i PadInfo) bool { return i.PadCode == "" })
}

type infoRequest struct {
	paging
	PadCodes []string `json:"padCodes,omitempty"`
	GroupIDs []int64  `json:"groupIds,omitempty"`
}

type infoRow struct {
	PadCode  jsonString      `json:"padCode"`
	PadGrade flexString      `json:"padGrade"`
	Status   flexInt         `json:"padStatus"`
	GroupID  flexInt         `json:"groupId"`
	IDCCode  flexString      `json:"idcCode"`
	DeviceIP flexString      `json:"deviceIp"`
	PadIP    flexString      `json:"padIp"`
	Apps     json.RawMessage `json:"apps"`
	ImageID  flexString      `json:"imageId"`
	ADBOpen  flexBool        `json:"adbOpenStatus"`
	Online   flexBool        `json:"online"`
	VMStatus flexBool        `json:"vmStatus"`
}

func (r infoRow) info() PadInfo {
	// Newer levels send null or other values, which are ignored.
	apps, err := decodeList[flexString](r.Apps)
	if err != nil {
		apps = nil
	}
	info := PadInfo{
		PadCode: string(r.PadCode), PadGrade: string(r.PadGrade), Status: PadStatus(r.Status.value),
		GroupID: r.GroupID.pointer(), IDCCode: string(r.IDCCode), DeviceIP: string(r.DeviceIP),
		PadIP: string(r.PadIP), ImageID: string(r.ImageID), ADBEnabled: r.ADBOpen.pointer(),
	}
	if info.Online = r.Online.pointer(); info.Online == nil {
		info.Online = r.VMStatus.pointer()
	}
	for _, app := range apps {
		info.Apps = append(info.Apps, string(app))
	}
	return info
}
