package simulator

import (
	"fmt"
	"maps"
	"slices"
)

// infosRow is an instance in pad/infos (API document: Information on the list
// of instances). The embedded fields exist only at the current level.
type infosRow struct {
	PadCode   string   `json:"padCode"`
	PadGrade  string   `json:"padGrade"`
	PadStatus int      `json:"padStatus"`
	GroupID   int      `json:"groupId"`
	IDCCode   string   `json:"idcCode"`
	DeviceIP  string   `json:"deviceIp"`
	PadIP     string   `json:"padIp"`
	Apps      []string `json:"apps"`
	*currentInfosFields
}

type currentInfosFields struct {
	CustomerAccount string `json:"customerAccount"`
	PadType         string `json:"padType"`
	ADBOpenStatus   string `json:"adbOpenStatus"`
	ArmServerCode   string `json:"armServerCode"`
	DeviceCode      string `json:"deviceCode"`
	ImageID         string `json:"imageId"`
	CreateTime      string `json:"createTime"`
	ImageVersion    string `json:"imageVersion"`
}

// padInfos handles pad/infos, which filters by code and group. page and rows
// are required.
func padInfos(s *Simulator, r *request) (any, *refusal) {
	f, a := r.fields, s.account
	number, rows := parsePage(f, true)
	selected := selection{base: a.all}
	var codes []string
	if f.optional("padCodes", &codes) && len(codes) > 0 {
		f.checkLimit("padCodes", len(codes), r.route.limit)
		s.counters.countBatch(r.route.path, len(codes))
		selected.base = lookupAll(a.byCode, codes)
	}
	var groups []int
	if f.optional("groupIds", &groups) && len(groups) > 0 {
		selected = filterGroups(a, selected, groups, len(codes) > 0)
	}
	if f.refused != nil {
		return nil, f.refused
	}
	return s.pageOfInstances(r, selected, number, rows, func(inst *instance) any { return s.infosRow(r, inst) }), nil
}

// filterGroups restricts a selection to groups. A single group has an index.
func filterGroups(a *account, selected selection, groups []int, byCode bool) selection {
	if len(groups) == 1 && !byCode {
		return selection{base: orEmpty(a.groups[groups[0]])}
	}
	selectedGroups := map[int]bool{}
	for _, id := range groups {
		selectedGroups[id] = true
	}
	selected.conditions = append(selected.conditions, func(inst *instance) bool { return selectedGroups[inst.group] })
	return selected
}

func (s *Simulator) infosRow(r *request, inst *instance) infosRow {
	row := infosRow{
		PadCode: inst.code, PadGrade: inst.grade(), PadStatus: inst.status, GroupID: inst.group,
		IDCCode: inst.dataCenter, DeviceIP: inst.deviceIP(), PadIP: inst.ip,
	}
	if !r.current() {
		row.Apps = customAppIDs(inst)
		return row
	}
	row.currentInfosFields = &currentInfosFields{
		CustomerAccount: "simulator", PadType: "virtual", ADBOpenStatus: flagText(inst.adbOpen()),
		ArmServerCode: fmt.Sprintf("ARM%04d", deviceOf(inst.number)/60+1), DeviceCode: inst.deviceCode(),
		ImageID: inst.image, CreateTime: "2025-01-02 03:04:05", ImageVersion: s.androidVersionOf(inst),
	}
	return row
}

// customAppIDs returns the apps of an instance as infos shows them in the
// document of 2024: by custom ids, which are neither package names nor catalog
// ids.
func customAppIDs(inst *instance) []string {
	ids := []string{}
	for _, name := range slices.Sorted(maps.Keys(inst.settings.Apps)) {
		ids = append(ids, fmt.Sprintf("armcloud%03d", inst.settings.Apps[name].AppID%1000))
	}
	return ids
}
