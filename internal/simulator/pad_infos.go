package simulator

import (
	"fmt"
	"maps"
	"slices"
)

// infosRow is one phone of pad/infos (API document: Information on
// the list of instances). The embedded part exists at the current level only.
type infosRow struct {
	PadCode   string   `json:"padCode"`
	PadGrade  string   `json:"padGrade"`
	PadStatus int      `json:"padStatus"`
	GroupID   int      `json:"groupId"`
	IDCCode   string   `json:"idcCode"`
	DeviceIP  string   `json:"deviceIp"`
	PadIP     string   `json:"padIp"`
	Apps      []string `json:"apps"`
	*newerInfos
}

type newerInfos struct {
	CustomerAccount string `json:"customerAccount"`
	PadType         string `json:"padType"`
	ADBOpenStatus   string `json:"adbOpenStatus"`
	ArmServerCode   string `json:"armServerCode"`
	DeviceCode      string `json:"deviceCode"`
	ImageID         string `json:"imageId"`
	CreateTime      string `json:"createTime"`
	ImageVersion    string `json:"imageVersion"`
}

// padInfos is pad/infos: phones by code and group; page and rows are demanded.
func padInfos(s *Simulator, r *request) (any, *refusal) {
	f, a := r.fields, s.account
	number, rows := readPage(f, true)
	chosen := selection{base: a.all}
	var codes []string
	if f.may("padCodes", &codes) && len(codes) > 0 {
		f.checkCount("padCodes", len(codes), r.route.limit)
		s.counters.batch(r.route.path, len(codes))
		chosen.base = listed(a.byCode, codes)
	}
	var groups []int
	if f.may("groupIds", &groups) && len(groups) > 0 {
		chosen = inGroups(a, chosen, groups, len(codes) > 0)
	}
	if f.refused != nil {
		return nil, f.refused
	}
	return s.pageOf(r, chosen, number, rows, func(p *phone) any { return s.infosRow(r, p) }), nil
}

// inGroups narrows a selection to groups: one group alone is an index.
func inGroups(a *account, chosen selection, groups []int, byCode bool) selection {
	if len(groups) == 1 && !byCode {
		return selection{base: valueOf(a.groups[groups[0]])}
	}
	wanted := map[int]bool{}
	for _, id := range groups {
		wanted[id] = true
	}
	chosen.conditions = append(chosen.conditions, func(p *phone) bool { return wanted[p.group] })
	return chosen
}

func (s *Simulator) infosRow(r *request, p *phone) infosRow {
	row := infosRow{
		PadCode: p.code, PadGrade: p.grade(), PadStatus: p.status, GroupID: p.group,
		IDCCode: p.centre, DeviceIP: p.machineIP(), PadIP: p.ip,
	}
	if !r.current() {
		row.Apps = customAppIDs(p)
		return row
	}
	row.newerInfos = &newerInfos{
		CustomerAccount: "simulator", PadType: "virtual", ADBOpenStatus: switched(p.adb()),
		ArmServerCode: fmt.Sprintf("ARM%04d", machineOf(p.number)/60+1), DeviceCode: p.machineCode(),
		ImageID: p.image, CreateTime: "2025-01-02 03:04:05", ImageVersion: s.androidOf(p),
	}
	return row
}

// customAppIDs is how infos names apps in the document of 2024: by ids of the
// customer's, which are neither package names nor ids of the catalogue.
func customAppIDs(p *phone) []string {
	ids := []string{}
	for _, name := range slices.Sorted(maps.Keys(p.set.Apps)) {
		ids = append(ids, fmt.Sprintf("armcloud%03d", p.set.Apps[name].AppID%1000))
	}
	return ids
}
