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

type installedAppsEntry struct {
	PadCode string            `json:"padCode"`
	Apps    []installedAppRow `json:"apps"`
}

type installedAppRow struct {
	AppName     string `json:"appName"`
	PackageName string `json:"packageName"`
	VersionCode string `json:"versionCode"`
	VersionName string `json:"versionName"`
	AppState    int    `json:"appState"`
}

// listInstalledApp handles pad/listInstalledApp of the current level. Offline
// instances are left out. An app that a running task is installing is listed
// with its new version.
func listInstalledApp(s *Simulator, r *request) (any, *refusal) {
	instances, refused := s.parseInstances(r, true)
	var name string
	r.fields.optional("appName", &name)
	if refused != nil || r.fields.refused != nil {
		return nil, refused
	}
	s.counters.countBatch(r.route.path, len(instances))
	entries := []installedAppsEntry{}
	for _, inst := range instances {
		if !inst.online {
			continue
		}
		entry := installedAppsEntry{PadCode: inst.code, Apps: []installedAppRow{}}
		for _, row := range inst.appRows() {
			if name == "" || row.AppName == name {
				entry.Apps = append(entry.Apps, row)
			}
		}
		entries = append(entries, entry)
	}
	return entries, nil
}

func (inst *instance) appRows() []installedAppRow {
	byPackage := map[string]installedAppRow{}
	for name, a := range inst.settings.Apps {
		byPackage[name] = newInstalledAppRow(name, a, appInstalled)
	}
	for _, t := range inst.queue {
		var args installArgs
		if t.operation.name != "installApp" || t.start.IsZero() || json.Unmarshal(t.args, &args) != nil {
			continue
		}
		byPackage[args.Package] = newInstalledAppRow(args.Package, args.App, appInstalling)
	}
	rows := make([]installedAppRow, 0, len(byPackage))
	for _, name := range slices.Sorted(maps.Keys(byPackage)) {
		rows = append(rows, byPackage[name])
	}
	return rows
}

func newInstalledAppRow(packageName string, a InstalledApp, state int) installedAppRow {
	return installedAppRow{a.Name, packageName, strconv.FormatInt(a.VersionCode, 10), a.VersionName, state}
}
