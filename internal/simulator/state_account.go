package simulator

import (
	"fmt"
	"slices"
)

const (
	groupCount         = 5
	instancesPerDevice = 10
	dataCenterCount    = 2
)

// account holds the instances, the indexes that listings use, and everything else
// that belongs to the account.
type account struct {
	seed        uint64
	initial     int // number of instances at the start, which the groups divide evenly
	lastNumber  int // number of the newest instance
	byCode      map[string]*instance
	byIP        map[string]*instance
	all         index
	groups      map[int]*index
	dataCenters map[string]*index
	online      map[bool]*index
	abnormal    index // instances with status 14

	callback   *callback                   // nil: not configured
	blacklists map[string][]blacklistedApp // by grade
	boundIPs   map[string]*instance        // by public IP; may be stale, see boundInstance

	tokens []IssuedToken // oldest first

	catalog            catalog
	onStatusChange     func(*instance, int) // called with the new status; may be nil
	onConnectionChange func(*instance)      // called after online changed; may be nil
	visits             int                  // calls of advance; tests measure the cost of requests with it
}

// index is a list of instances, ordered by number.
type index []*instance

func (x index) find(inst *instance) (int, bool) {
	return slices.BinarySearchFunc(x, inst, func(a, b *instance) int { return a.number - b.number })
}

func (x *index) add(inst *instance) {
	if at, found := x.find(inst); !found {
		*x = slices.Insert(*x, at, inst)
	}
}

func (x *index) remove(inst *instance) {
	if at, found := x.find(inst); found {
		*x = slices.Delete(*x, at, at+1)
	}
}

func newAccount(seed uint64, count int) *account {
	a := &account{
		seed:        seed,
		initial:     count,
		byCode:      make(map[string]*instance, count),
		byIP:        make(map[string]*instance, count),
		groups:      map[int]*index{},
		dataCenters: map[string]*index{},
		online:      map[bool]*index{true: {}, false: {}},

		blacklists: map[string][]blacklistedApp{},
		boundIPs:   map[string]*instance{},

		catalog: newCatalog(seed),
	}
	for g := 1; g <= groupCount; g++ {
		a.groups[g] = &index{}
	}
	for c := 1; c <= dataCenterCount; c++ {
		a.dataCenters[fmt.Sprint(c)] = &index{}
	}
	for range count {
		a.add()
	}
	return a
}

// add adds an instance with the next number.
func (a *account) add() *instance {
	a.lastNumber++
	inst := newInstance(a.seed, a.lastNumber, a.initial)
	a.byCode[inst.code] = inst
	a.byIP[inst.ip] = inst
	a.all.add(inst)
	a.groups[inst.group].add(inst)
	a.dataCenters[inst.dataCenter].add(inst)
	a.online[inst.online].add(inst)
	return inst
}

// remove removes an instance from the account and its indexes.
func (a *account) remove(inst *instance) {
	delete(a.byCode, inst.code)
	delete(a.byIP, inst.ip)
	a.all.remove(inst)
	a.groups[inst.group].remove(inst)
	a.dataCenters[inst.dataCenter].remove(inst)
	a.online[inst.online].remove(inst)
	a.abnormal.remove(inst)
}

func (a *account) setOnline(inst *instance, online bool) {
	a.online[inst.online].remove(inst)
	changed := a.onConnectionChange != nil && inst.online != online
	inst.online = online
	if changed {
		a.onConnectionChange(inst)
	}
	if a.byCode[inst.code] == inst {
		a.online[online].add(inst)
	}
}

func (a *account) setStatus(inst *instance, status int) {
	if inst.status == status {
		return
	}
	inst.status = status
	if a.onStatusChange != nil {
		a.onStatusChange(inst, status)
	}
	if status == statusAbnormal && a.byCode[inst.code] == inst {
		a.abnormal.add(inst)
	} else {
		a.abnormal.remove(inst)
	}
}
