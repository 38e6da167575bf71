package armcloud

import (
	"fmt"
	"strconv"
)

// PadStatus is the state of a phone. API document: Instance details.
type PadStatus int

// The documented states; PadRunning is the one in which a phone takes changes.
const (
	PadRunning        PadStatus = 10
	PadRestarting     PadStatus = 11
	PadResetting      PadStatus = 12
	PadUpgrading      PadStatus = 13
	PadAbnormal       PadStatus = 14
	PadNotReady       PadStatus = 15
	PadBackingUp      PadStatus = 16
	PadRestoring      PadStatus = 17
	PadOff            PadStatus = 18
	PadShuttingDown   PadStatus = 19
	PadBooting        PadStatus = 20
	PadShutdownFailed PadStatus = 21
	PadBootFailed     PadStatus = 22
	PadDeleting       PadStatus = 23
	PadDeleteFailed   PadStatus = 24
	PadDeleted        PadStatus = 25
	PadCloning        PadStatus = 26
)

// padStatusNames are the names of the documented states.
var padStatusNames = map[PadStatus]string{
	PadRunning: "running", PadRestarting: "restarting", PadResetting: "resetting",
	PadUpgrading: "upgrading", PadAbnormal: "abnormal", PadNotReady: "not_ready",
	PadBackingUp: "backing_up", PadRestoring: "restoring", PadOff: "off",
	PadShuttingDown: "shutting_down", PadBooting: "booting", PadShutdownFailed: "shutdown_failed",
	PadBootFailed: "boot_failed", PadDeleting: "deleting", PadDeleteFailed: "delete_failed",
	PadDeleted: "deleted", PadCloning: "cloning",
}

// String gives the name of the state, or its number where it has none.
func (s PadStatus) String() string {
	if name, ok := padStatusNames[s]; ok {
		return name
	}
	return strconv.Itoa(int(s))
}

// ParsePadStatus reads what String writes, and any other number.
func ParsePadStatus(text string) (PadStatus, error) {
	for status, name := range padStatusNames {
		if name == text {
			return status, nil
		}
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("%q is neither the name nor the number of an instance state", text)
	}
	return PadStatus(n), nil
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

// Page is one page of a listing.
type Page[T any] struct {
	// Items in the order of the service.
	Items []T
	// Page counts from 1; Rows is what was asked for.
	Page, Rows int
	// Total is the number of items of the whole listing, -1 where the service
	// does not say.
	Total int
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

// InfoFilter narrows infos; the zero value asks for all phones.
type InfoFilter struct {
	PadCodes []string
	GroupIDs []int64
}

// PadProperties are the effective properties of one phone. API document:
// Query instance attributes.
type PadProperties struct {
	PadCode                      string
	Modem, System, Setting, OAID map[string]string
}

// Running tells whether the phone takes changes: padStatus 10, and not said
// to be offline.
func (d PadDetail) Running() bool {
	return d.Status == PadRunning && (d.Online == nil || *d.Online)
}
