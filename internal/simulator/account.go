package simulator

import (
	"fmt"
	"slices"
)

const (
	groupCount       = 5
	phonesPerMachine = 10
	dataCentreCount  = 2
)

// account is the phones with the indexes that listings are served from.
type account struct {
	seed    uint64
	planned int // phones at the start; groups are blocks of this number
	last    int // number of the newest phone
	byCode  map[string]*phone
	byIP    map[string]*phone
	all     index
	groups  map[int]*index
	centres map[string]*index
	online  map[bool]*index
	faulty  index // phones with status 14

	callback   *callback             // nil: none is configured
	blacklists map[string][]blackApp // by grade
	bound      map[string]*phone     // by public IP; see boundTo

	catalogue catalogue
	changed   func(*phone, int) // called with a new status; may be nil
	connected func(*phone)      // called after a change of online; may be nil
	visits    int               // phones looked at; tests count the cost of requests by it
}

// index is phones in the order of their numbers.
type index []*phone

func (x index) find(p *phone) (int, bool) {
	return slices.BinarySearchFunc(x, p, func(a, b *phone) int { return a.number - b.number })
}

func (x *index) add(p *phone) {
	if at, found := x.find(p); !found {
		*x = slices.Insert(*x, at, p)
	}
}

func (x *index) remove(p *phone) {
	if at, found := x.find(p); found {
		*x = slices.Delete(*x, at, at+1)
	}
}

func newAccount(seed uint64, phones int) *account {
	a := &account{
		seed:    seed,
		planned: phones,
		byCode:  make(map[string]*phone, phones),
		byIP:    make(map[string]*phone, phones),
		groups:  map[int]*index{},
		centres: map[string]*index{},
		online:  map[bool]*index{true: {}, false: {}},

		blacklists: map[string][]blackApp{},
		bound:      map[string]*phone{},

		catalogue: newCatalogue(seed),
	}
	for g := 1; g <= groupCount; g++ {
		a.groups[g] = &index{}
	}
	for c := 1; c <= dataCentreCount; c++ {
		a.centres[fmt.Sprint(c)] = &index{}
	}
	for range phones {
		a.add()
	}
	return a
}

// add puts one more phone, with the next number, into the account.
func (a *account) add() *phone {
	a.last++
	p := newPhone(a.seed, a.last, a.planned)
	a.byCode[p.code] = p
	a.byIP[p.ip] = p
	a.all.add(p)
	a.groups[p.group].add(p)
	a.centres[p.centre].add(p)
	a.online[p.online].add(p)
	return p
}

// remove takes a phone out of the account; nobody can find it afterwards.
func (a *account) remove(p *phone) {
	delete(a.byCode, p.code)
	delete(a.byIP, p.ip)
	a.all.remove(p)
	a.groups[p.group].remove(p)
	a.centres[p.centre].remove(p)
	a.online[p.online].remove(p)
	a.faulty.remove(p)
}

func (a *account) setOnline(p *phone, online bool) {
	a.online[p.online].remove(p)
	told := a.connected != nil && p.online != online
	p.online = online
	if told {
		a.connected(p)
	}
	if a.byCode[p.code] == p {
		a.online[online].add(p)
	}
}

func (a *account) setStatus(p *phone, status int) {
	if p.status == status {
		return
	}
	p.status = status
	if a.changed != nil {
		a.changed(p, status)
	}
	if status == statusAbnormal && a.byCode[p.code] == p {
		a.faulty.add(p)
	} else {
		a.faulty.remove(p)
	}
}
