package convergetest

import (
	"context"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// TasksBy returns tasks by id.
func (m *Model) TasksBy(_ context.Context, _ *armcloud.Operation, ids []int64) ([]armcloud.Task, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	var tasks []armcloud.Task
	for _, id := range ids {
		status := armcloud.TaskRunning
		if t := m.tasks[id-1]; t.ended {
			status = t.status
		}
		tasks = append(tasks, armcloud.Task{ID: id, Status: status})
	}
	return tasks, nil
}

// PadDetails returns the row of the instance, with its image.
func (m *Model) PadDetails(_ context.Context, filter armcloud.DetailFilter, page, rows int) (armcloud.Page[armcloud.PadDetail], error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	got := armcloud.Page[armcloud.PadDetail]{Page: page, Rows: rows, Total: 1}
	status := armcloud.PadRunning
	if m.outOfService() {
		status = armcloud.PadStatus(11)
	}
	for _, code := range filter.PadCodes {
		got.Items = append(got.Items, armcloud.PadDetail{PadCode: code, Status: status, ImageID: m.state.Has["image"]})
	}
	return got, nil
}

// PadInfos returns an empty page.
func (m *Model) PadInfos(_ context.Context, _ armcloud.InfoFilter, page, rows int) (armcloud.Page[armcloud.PadInfo], error) {
	return armcloud.Page[armcloud.PadInfo]{Page: page, Rows: rows}, nil
}

// InstalledApps returns the apps of the instance.
func (m *Model) InstalledApps(_ context.Context, codes []string) ([]armcloud.PadApps, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	apps := []armcloud.InstalledApp{}
	for name := range m.state.Has {
		if pkg, isApp := strings.CutPrefix(name, "apps/"); isApp {
			apps = append(apps, armcloud.InstalledApp{PackageName: pkg})
		}
	}
	return []armcloud.PadApps{{PadCode: codes[0], Apps: apps}}, nil
}

// BatchPadProperties returns the time zone and the properties of the instance, or
// nothing unless ShowsProperties is true.
func (m *Model) BatchPadProperties(_ context.Context, codes []string) ([]armcloud.PadProperties, error) {
	if !m.ShowsProperties {
		return nil, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	shown := armcloud.PadProperties{PadCode: codes[0]}
	if zone, set := m.state.Has["time_zone"]; set {
		shown = ZoneOf(zone, zone)
		shown.PadCode = codes[0]
	}
	for name, value := range m.state.Has {
		kind, property, _ := strings.Cut(name, "/")
		if kind != "system" && kind != "persistent" {
			continue
		}
		if shown.System == nil {
			shown.System = map[string]string{}
		}
		shown.System[property] = value
	}
	return []armcloud.PadProperties{shown}, nil
}

// PadProperties returns nothing.
func (m *Model) PadProperties(context.Context, string) (armcloud.PadProperties, error) {
	return armcloud.PadProperties{}, nil
}
