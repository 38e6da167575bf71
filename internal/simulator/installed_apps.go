package simulator

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
)

// Values of appState (newer documents).
const (
	appInstalled  = 0
	appInstalling = 1
)

type installedAnswer struct {
	PadCode string         `json:"padCode"`
	Apps    []installedRow `json:"apps"`
}

type installedRow struct {
	AppName     string `json:"appName"`
	PackageName string `json:"packageName"`
	VersionCode string `json:"versionCode"`
	VersionName string `json:"versionName"`
	AppState    int    `json:"appState"`
}

// listInstalledApp is pad/listInstalledApp of the current level. Phones that
// are off line cannot answer and are left out. An app that a running task is
// installing is listed with the version to come.
func listInstalledApp(s *Simulator, r *request) (any, *refusal) {
	phones, refused := s.namedPhones(r, true)
	var name string
	r.fields.may("appName", &name)
	if refused != nil || r.fields.refused != nil {
		return nil, refused
	}
	s.counters.batch(r.route.path, len(phones))
	answers := []installedAnswer{}
	for _, p := range phones {
		if !p.online {
			continue
		}
		answer := installedAnswer{PadCode: p.code, Apps: []installedRow{}}
		for _, row := range p.appRows() {
			if name == "" || row.AppName == name {
				answer.Apps = append(answer.Apps, row)
			}
		}
		answers = append(answers, answer)
	}
	return answers, nil
}

func (p *phone) appRows() []installedRow {
	byPackage := map[string]installedRow{}
	for name, a := range p.set.Apps {
		byPackage[name] = rowOf(name, a, appInstalled)
	}
	for _, t := range p.queue {
		var args installArgs
		if t.operation.name != "installApp" || t.start.IsZero() || json.Unmarshal(t.args, &args) != nil {
			continue
		}
		byPackage[args.Package] = rowOf(args.Package, args.App, appInstalling)
	}
	rows := make([]installedRow, 0, len(byPackage))
	for _, name := range slices.Sorted(maps.Keys(byPackage)) {
		rows = append(rows, byPackage[name])
	}
	return rows
}

func rowOf(packageName string, a InstalledApp, state int) installedRow {
	return installedRow{a.Name, packageName, strconv.FormatInt(a.VersionCode, 10), a.VersionName, state}
}

// listApp is pad/listApp (API document: Query Instance application list): the
// list itself goes to a callback, so the task has no result.
var listApp = &operation{
	name:  "listApp",
	apply: func(*Simulator, *phone, json.RawMessage) (string, error) { return "", nil },
}
