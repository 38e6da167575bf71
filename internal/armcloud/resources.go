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

// ListGroups lists the groups of the account.
// API document: List of example groupings.
var ListGroups = &Operation{
	Name:       "list the groups",
	Method:     "POST",
	Path:       "/openapi/open/group/infos",
	Repeatable: true,
	Levels:     AllLevels,
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

// Group is a group of phones. API document: List of example groupings.
type Group struct {
	ID   int64
	Name string
	// PadCount is the number of phones in the group.
	PadCount int64
}

// GroupFilter narrows Groups; the zero value asks for all groups.
type GroupFilter struct {
	// PadCode asks for the groups of one phone.
	PadCode  string
	GroupIDs []int64
}

// Groups lists the groups of the account. API document: List of example
// groupings.
func (c *Client) Groups(ctx context.Context, filter GroupFilter) ([]Group, error) {
	request := struct {
		PadCode  string  `json:"padCode,omitempty"`
		GroupIDs []int64 `json:"groupIds,omitempty"`
	}{filter.PadCode, filter.GroupIDs}
	response, err := c.Call(ctx, ListGroups, request)
	if err != nil {
		return nil, err
	}
	type groupRow struct {
		GroupID   flexInt    `json:"groupId"`
		GroupName flexString `json:"groupName"`
		PadCount  flexInt    `json:"padCount"`
	}
	rows, err := decodeList[groupRow](response.Data)
	if err != nil {
		return nil, undecodable(ListGroups, response, err)
	}
	groups := make([]Group, 0, len(rows))
	for _, row := range rows {
		groups = append(groups, Group{ID: row.GroupID.value, Name: string(row.GroupName), PadCount: row.PadCount.value})
	}
	return groups, nil
}
