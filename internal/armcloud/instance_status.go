package armcloud

import (
	"fmt"
	"strconv"
)

// PadStatus is the state of an instance. API document: Instance details.
type PadStatus int

// The documented states. Instances accept changes only in PadRunning.
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

// String returns the name of the state, or its number if it has none.
func (s PadStatus) String() string {
	if name, ok := padStatusNames[s]; ok {
		return name
	}
	return strconv.Itoa(int(s))
}

// ParsePadStatus parses the name or the number of a state. It is the inverse of
// String.
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
