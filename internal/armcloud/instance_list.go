package armcloud

import (
	"context"
	"encoding/json"
)

// ListInfos lists phones with grade, group and addresses, page by page.
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

// PadInfo is one phone as infos lists it. API document: Instance list
// information.
type PadInfo struct {
	PadCode  string
	PadGrade string
	Status   PadStatus
	GroupID  *int64
	IDCCode  string
	DeviceIP string
	PadIP    string
	Apps     []string
	// Newer fields.
	ImageID    string
	ADBEnabled *bool
}

// InfoFilter narrows infos; the zero value asks for all phones.
type InfoFilter struct {
	PadCodes []string
	GroupIDs []int64
}

// PadInfos lists phones, page by page from 1; rows is the size of a page, up to
// 500. Phones that are not in the account are left out without an error. API
// document: Information on the list of instances.
func (c *Client) PadInfos(ctx context.Context, filter InfoFilter, page, rows int) (Page[PadInfo], error) {
	if err := tooMany(ListInfos, filter.PadCodes); err != nil {
		return Page[PadInfo]{Page: page, Rows: rows, Total: -1}, err
	}
	at := paging{Page: page, Rows: rows}
	request := infoRequest{paging: at, PadCodes: filter.PadCodes, GroupIDs: filter.GroupIDs}
	return listPage(ctx, c, ListInfos, at, request, infoRow.info)
}

type infoRequest struct {
	paging
	PadCodes []string `json:"padCodes,omitempty"`
	GroupIDs []int64  `json:"groupIds,omitempty"`
}

type infoRow struct {
	PadCode  flexString      `json:"padCode"`
	PadGrade flexString      `json:"padGrade"`
	Status   flexInt         `json:"padStatus"`
	GroupID  flexInt         `json:"groupId"`
	IDCCode  flexString      `json:"idcCode"`
	DeviceIP flexString      `json:"deviceIp"`
	PadIP    flexString      `json:"padIp"`
	Apps     json.RawMessage `json:"apps"`
	ImageID  flexString      `json:"imageId"`
	ADBOpen  flexBool        `json:"adbOpenStatus"`
}

func (r infoRow) info() PadInfo {
	// Newer levels send null or other shapes here; then there is no list.
	apps, err := decodeList[flexString](r.Apps)
	if err != nil {
		apps = nil
	}
	info := PadInfo{
		PadCode: string(r.PadCode), PadGrade: string(r.PadGrade), Status: PadStatus(r.Status.value),
		GroupID: r.GroupID.pointer(), IDCCode: string(r.IDCCode), DeviceIP: string(r.DeviceIP),
		PadIP: string(r.PadIP), ImageID: string(r.ImageID), ADBEnabled: r.ADBOpen.pointer(),
	}
	for _, app := range apps {
		info.Apps = append(info.Apps, string(app))
	}
	return info
}
