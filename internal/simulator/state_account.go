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

// account is the instances with the indexes that listings are served from.
type account struct {
	seed        uint64
	initial     int // instances at the start; groups are blocks of this number
	lastNumber  int // number of the newest instance
	byCode      map[string]*instance
	byIP        map[string]*instance
	all         index
	groups      map[int]*index
	dataCenters map[string]*index
	online      map[bool]*index
	abnormal    index // instances with status 14

	callback   *callback                   // nil: none is configured
	blacklists map[string][]blacklistedApp // by grade
	boundIPs   map[string]*instance        // by public IP; see boundInstance

	catalog            catalog
	onStatusChange     func(*instance, int) // called with a new status; may be nil
	onConnectionChange func(*instance)      // called after a change of online; may be nil
	visits             int                  // instances looked at; tests count the cost of requests by it
}

// index is instances in the order of their numbers.
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

// add puts one more instance, with the next number, into the account.
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

// remove takes an instance out of the account; nobody can find it afterwards.
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
