package simulator

import (
	"fmt"
	"time"
)

// Values of padStatus (API document: Instance details).
const (
	statusRunning    = 10
	statusRestarting = 11
	statusResetting  = 12
	statusUpgrading  = 13
	statusAbnormal   = 14
	statusOff        = 18
)

// instance is one simulated cloud phone. Its identifiers follow from the seed and
// its number and are not stored.
type instance struct {
	number     int
	code       string
	ip         string
	group      int
	dataCenter string // idcCode

	status   int
	online   bool
	image    string
	settings settings
	modified bool // it may differ from a new instance, so snapshots include it

	statusChanges []statusChange // future changes, in order
	queue         []*task        // unfinished tasks, in order
	idleSince     time.Time      // when the last task ended or the instance came back
}

// statusChange is a scheduled change of the status.
type statusChange struct {
	At     time.Time `json:"at"`
	Status int       `json:"status"`
}

func padCode(number int) string { return fmt.Sprintf("AC32010%06d", number) }

func newInstance(seed uint64, number, initial int) *instance {
	group := min((number-1)*groupCount/initial+1, groupCount)
	device := deviceOf(number)
	return &instance{
		number:     number,
		code:       padCode(number),
		ip:         fmt.Sprintf("10.%d.%d.%d", 16+number>>16, number>>8&255, number&255),
		group:      group,
		dataCenter: fmt.Sprint(device%dataCenterCount + 1),
		status:     statusRunning,
		online:     true,
		image:      initialImage(seed, group),
		settings:   defaultSettings(),
	}
}

// deviceOf returns the number of the device of an instance, from 0.
func deviceOf(number int) int { return (number - 1) / instancesPerDevice }

func (inst *instance) deviceIP() string {
	m := deviceOf(inst.number)
	return fmt.Sprintf("172.%d.%d.%d", 31-m/64516, m/254%254+1, m%254+1)
}

func (inst *instance) deviceCode() string { return fmt.Sprintf("DEV%06d", deviceOf(inst.number)+1) }

// grades are the instance specifications, one for each group.
var grades = [groupCount]string{"m2-3", "m2-4", "m2-6", "q2-4", "q2-6"}

func (inst *instance) grade() string {
	return grades[inst.group-1]
}

func (inst *instance) onlineFlag() int {
	if inst.online {
		return 1
	}
	return 0
}

// disrupted reports whether a restart, reset or upgrade of the instance has not
// finished: its task is unfinished or the instance is not running again.
func (inst *instance) disrupted() bool {
	if inst.status == statusRestarting || inst.status == statusResetting || inst.status == statusUpgrading {
		return true
	}
	for _, t := range inst.queue {
		if t.operation.disrupts {
			return true
		}
	}
	return false
}

// changePending reports whether a task that changes the instance is unfinished.
func (inst *instance) changePending() bool {
	for _, t := range inst.queue {
		if t.operation.changes {
			return true
		}
	}
	return false
}
