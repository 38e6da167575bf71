package armcloud

import (
	"context"
	"encoding/json"
)

// ListDetails lists phones with state, image and data centre, page by page.
// API document: Instance details.
var ListDetails = &Operation{
	Name:         "list the instance details",
	Method:       "POST",
	Path:         "/openapi/open/pad/padDetails",
	Target:       "padCodes",
	MaxTargets:   100,
	Repeatable:   true,
	Levels:       AllLevels,
	MayBeMissing: true,
}

// PadDetail is one phone as padDetails lists it. API document: Instance
// details; the fields below Newer come with newer API levels only.
type PadDetail struct {
	PadCode     string
	ImageID     string
	DeviceLevel string
	Status      PadStatus
	// Online is nil where the service does not say.
	Online       *bool
	Streaming    *bool
	DeviceOnline *bool
	// StorageBytes is the size of the data partition, nil where not told.
	StorageBytes     *int64
	StorageUsedBytes *int64
	DataCenter       DataCenter

	// Newer fields, empty or nil on the 2024 level.
	DeviceIP   string
	PadIP      string
	ADBEnabled *bool
}

// DataCenter is where a phone lives. API document: Instance details, dcInfo.
type DataCenter struct {
	Code, Name, Area                                                         string
	OSSEndpoint, OSSEndpointInternal, OSSFileEndpoint, OSSScreenshotEndpoint string
}

// Running tells whether the phone takes changes: padStatus 10, and not said
// to be offline.
func (d PadDetail) Running() bool {
	return d.Status == PadRunning && (d.Online == nil || *d.Online)
}

// DetailFilter narrows padDetails; the zero value asks for all phones.
type DetailFilter struct {
	PadCodes     []string
	PadIPs       []string
	Online       *bool
	DeviceOnline *bool
	GroupID      *int64
	IDCCode      string
}

// PadDetails lists phones, page by page from 1; rows is the size of a page, up
// to 500. Phones that are not in the account are left out without an error. API
// document: Instance details.
func (c *Client) PadDetails(ctx context.Context, filter DetailFilter, page, rows int) (Page[PadDetail], error) {
	if err := tooMany(ListDetails, filter.PadCodes); err != nil {
		return Page[PadDetail]{Page: page, Rows: rows, Total: -1}, err
	}
	at := paging{Page: page, Rows: rows}
	return listPage(ctx, c, ListDetails, at, detailRequest{
		paging: at, PadCodes: filter.PadCodes, PadIPs: filter.PadIPs,
		VMStatus: zeroOrOne(filter.Online), DeviceStatus: zeroOrOne(filter.DeviceOnline),
		GroupID: filter.GroupID, IDCCode: filter.IDCCode,
	}, detailRow.detail)
}

type detailRequest struct {
	paging
	PadCodes     []string `json:"padCodes,omitempty"`
	PadIPs       []string `json:"padIps,omitempty"`
	VMStatus     string   `json:"vmStatus,omitempty"`
	DeviceStatus string   `json:"deviceStatus,omitempty"`
	GroupID      *int64   `json:"groupId,omitempty"`
	IDCCode      string   `json:"idcCode,omitempty"`
}

// zeroOrOne writes a filter: "0" offline, "1" online, "" for both.
func zeroOrOne(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return "1"
	}
	return "0"
}

type detailRow struct {
	PadCode      flexString      `json:"padCode"`
	ImageID      flexString      `json:"imageId"`
	DeviceLevel  flexString      `json:"deviceLevel"`
	PadStatus    flexInt         `json:"padStatus"`
	DeviceStatus flexBool        `json:"deviceStatus"`
	Online       flexBool        `json:"online"`
	StreamStatus flexBool        `json:"streamStatus"`
	DataSize     flexInt         `json:"dataSize"`
	DataSizeUsed flexInt         `json:"dataSizeUsed"`
	DCInfo       json.RawMessage `json:"dcInfo"`
	DeviceIP     flexString      `json:"deviceIp"`
	PadIP        flexString      `json:"padIp"`
	ADBOpen      flexBool        `json:"adbOpenStatus"`
}

type dcRow struct {
	Code                  flexString `json:"dcCode"`
	Name                  flexString `json:"dcName"`
	Area                  flexString `json:"area"`
	OSSEndpoint           flexString `json:"ossEndpoint"`
	OSSEndpointInternal   flexString `json:"ossEndpointInternal"`
	OSSFileEndpoint       flexString `json:"ossFileEndpoint"`
	OSSScreenshotEndpoint flexString `json:"ossScreenshotEndpoint"`
}

func (r detailRow) detail() PadDetail {
	detail := PadDetail{
		PadCode: string(r.PadCode), ImageID: string(r.ImageID), DeviceLevel: string(r.DeviceLevel),
		Status: PadStatus(r.PadStatus.value), Online: r.Online.pointer(), Streaming: r.StreamStatus.pointer(),
		DeviceOnline: r.DeviceStatus.pointer(), StorageBytes: r.DataSize.pointer(),
		StorageUsedBytes: r.DataSizeUsed.pointer(),
		DeviceIP:         string(r.DeviceIP), PadIP: string(r.PadIP), ADBEnabled: r.ADBOpen.pointer(),
	}
	// An empty text or a list stands here too; what it cannot be read as is absent.
	if list, err := decodeList[dcRow](r.DCInfo); err == nil && len(list) > 0 {
		dc := list[0]
		detail.DataCenter = DataCenter{
			Code: string(dc.Code), Name: string(dc.Name), Area: string(dc.Area),
			OSSEndpoint: string(dc.OSSEndpoint), OSSEndpointInternal: string(dc.OSSEndpointInternal),
			OSSFileEndpoint: string(dc.OSSFileEndpoint), OSSScreenshotEndpoint: string(dc.OSSScreenshotEndpoint),
		}
	}
	return detail
}
