package armcloud

import (
	"context"
	"encoding/json"
)

// ListDetails lists instances with state, image and data center in pages.
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

// PadDetail is an instance of ListDetails. API document: Instance details.
type PadDetail struct {
	PadCode     string
	ImageID     string
	DeviceLevel string
	Status      PadStatus
	// Online, Streaming and DeviceOnline are nil if the service doesn't return
	// them.
	Online       *bool
	Streaming    *bool
	DeviceOnline *bool
	// OnlineOmitted is true if the service returns Online of other instances but not
	// of this one, so that it is unknown whether this one is online.
	OnlineOmitted bool
	// StorageBytes is the size of the data partition. The sizes are nil if the
	// service doesn't return them.
	StorageBytes     *int64
	StorageUsedBytes *int64
	DataCenter       DataCenter

	// The 2024 level does not return the following fields.
	DeviceIP   string
	PadIP      string
	ADBEnabled *bool
}

// DataCenter is the data center of an instance. API document: Instance details, dcInfo.
type DataCenter struct {
	Code, Name, Area                                                         string
	OSSEndpoint, OSSEndpointInternal, OSSFileEndpoint, OSSScreenshotEndpoint string
}

// Running reports whether the instance accepts changes: it has padStatus 10 and is
// online. If the service returns of no instance whether it is online, padStatus 10 is
// enough.
func (d PadDetail) Running() bool {
	return d.Status == PadRunning && !d.OnlineOmitted && (d.Online == nil || *d.Online)
}

// Stopped reports whether the instance is known not to be running. An instance whose
// state is unknown is neither running nor stopped.
func (d PadDetail) Stopped() bool {
	return d.Status != 0 && d.Status != PadRunning || d.Online != nil && !*d.Online
}

// DetailFilter selects instances. The zero value selects all instances.
type DetailFilter struct {
	PadCodes     []string
	PadIPs       []string
	Online       *bool
	DeviceOnline *bool
	GroupID      *int64
	IDCCode      string
}

// PadDetails returns one page of instances. Pages start at 1; rows is the page
// size, at most 500. Pad codes that are not in the account are left out without
// an error. API document: Instance details.
func (c *Client) PadDetails(ctx context.Context, filter DetailFilter, page, rows int) (Page[PadDetail], error) {
	if err := tooMany(ListDetails, filter.PadCodes); err != nil {
		return Page[PadDetail]{Page: page, Rows: rows, Total: -1}, err
	}
	at := paging{Page: page, Rows: rows}
	got, err := listPage(ctx, c, ListDetails, at, detailRequest{
		paging: at, PadCodes: filter.PadCodes, PadIPs: filter.PadIPs,
		VMStatus: zeroOrOne(filter.Online), DeviceStatus: zeroOrOne(filter.DeviceOnline),
		GroupID: filter.GroupID, IDCCode: filter.IDCCode,
	}, detailRow.detail)
	for _, detail := range got.Items {
		if detail.DeviceIP != "" || detail.ADBEnabled != nil {
			c.seenCurrent.Store(true)
		}
		c.detailsOnline.note(detail.Online)
	}
	for i := range got.Items {
		got.Items[i].OnlineOmitted = c.detailsOnline.omits(got.Items[i].Online)
	}
	return wantKeys(ListDetails, got, err, func(d PadDetail) bool { return d.PadCode == "" })
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

// zeroOrOne returns the value of a filter: "0" for false, "1" for true, "" for no
// filter.
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
	PadCode      jsonString      `json:"padCode"`
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
	// Some services send "" or a list. Anything else is ignored.
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
