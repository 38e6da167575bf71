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
)

// phone is one cloud phone. What identifies it follows from the seed and its
// number and is not stored.
type phone struct {
	number int
	code   string
	ip     string
	group  int
	centre string // idcCode

	status  int
	online  bool
	image   string
	set     settings
	touched bool // differs, or differed, from a new phone: goes into the state file

	phases []phase   // status changes that are due, in order
	queue  []*task   // unfinished tasks, in order
	free   time.Time // when the last task ended, or when the phone came back
}

// phase is a change of status at a time.
type phase struct {
	At     time.Time `json:"at"`
	Status int       `json:"status"`
}

func padCode(number int) string { return fmt.Sprintf("AC32010%06d", number) }

func newPhone(seed uint64, number, planned int) *phone {
	group := min((number-1)*groupCount/planned+1, groupCount)
	machine := machineOf(number)
	return &phone{
		number: number,
		code:   padCode(number),
		ip:     fmt.Sprintf("10.%d.%d.%d", 16+number>>16, number>>8&255, number&255),
		group:  group,
		centre: fmt.Sprint(machine%dataCentreCount + 1),
		status: statusRunning,
		online: true,
		image:  firstImage(seed, group),
		set:    defaultSettings(),
	}
}

// machineOf is the number of the machine that a phone is on, from 0.
func machineOf(number int) int { return (number - 1) / phonesPerMachine }

func (p *phone) machineIP() string {
	m := machineOf(p.number)
	return fmt.Sprintf("172.%d.%d.%d", 31-m/64516, m/254%254+1, m%254+1)
}

func (p *phone) machineCode() string { return fmt.Sprintf("DEV%06d", machineOf(p.number)+1) }

// grades are the instance specifications, one for each group.
var grades = [groupCount]string{"m2-3", "m2-4", "m2-6", "q2-4", "q2-6"}

func (p *phone) grade() string {
	return grades[p.group-1]
}

func (p *phone) onlineFlag() int {
	if p.online {
		return 1
	}
	return 0
}

// inMotion tells whether a restart, reset or upgrade of the phone is not over
// yet: its task is unfinished, or the phone is not back.
func (p *phone) inMotion() bool {
	if p.status == statusRestarting || p.status == statusResetting || p.status == statusUpgrading {
		return true
	}
	for _, t := range p.queue {
		if t.operation.disrupts {
			return true
		}
	}
	return false
}

// changing tells whether a task that changes the phone is unfinished.
func (p *phone) changing() bool {
	for _, t := range p.queue {
		if t.operation.change {
			return true
		}
	}
	return false
}
