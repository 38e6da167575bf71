package engine

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Apps of many callers travel together, and are kept until a change.
func TestInstalledAppsAreJoinedAndKept(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(250)
		a.offline["AC00003"] = true
		e := New(a, Options{BatchSize: 500})
		for range 2 {
			got, err := e.InstalledApps(t.Context(), a.phones, ReachBatch)
			if _, there := got["AC00003"]; err != nil || len(got) != 249 || there {
				t.Errorf("%d phones, %v", len(got), err)
			}
		}
		if len(a.apps) != 3 || slices.Max(a.apps) > 100 {
			t.Errorf("requests for %v phones, want 3 of at most 100", a.apps)
		}
		e.Forget("AC00000")
		if _, err := e.InstalledApps(t.Context(), a.phones, ReachBatch); err != nil || len(a.apps) != 4 || a.apps[3] != 1 {
			t.Errorf("after a change: %v, %v", a.apps, err)
		}
	})
}

// Where the API level does not list apps, that is remembered, and the phones
// are asked only where the caller wants that. Output that is cut off, or of
// another kind, is no evidence.
func TestInstalledAppsByShell(t *testing.T) {
	bubble(t, func(t *testing.T) {
		outputs := map[string]string{
			"AC00000": "package:android versionCode:33\r\npackage:com.example.kiosk versionCode:200\ncomplete\n",
			"AC00001": "package:android versionCode:33\n",
			"AC00002": "Error: Unknown option\ncomplete\n",
			"AC00003": "",
		}
		a := newAccount(4)
		a.noApps = &armcloud.Error{Class: armcloud.ClassUnavailable}
		a.onTasks = func(_ context.Context, _ int, ids []int64) ([]armcloud.Task, error, bool) {
			var tasks []armcloud.Task
			for _, id := range ids {
				tasks = append(tasks, armcloud.Task{ID: id, Status: armcloud.TaskDone, Result: outputs[a.tasks[id].padCode]})
			}
			return tasks, nil, true
		}
		e := New(a, Options{})
		for _, reach := range []Reach{ReachBatch, ReachPerInstance} {
			if got, err := e.InstalledApps(t.Context(), a.phones, reach); err != nil || len(got) != 0 {
				t.Errorf("%v, %v", got, err)
			}
		}
		for range 2 {
			got, err := e.InstalledApps(t.Context(), a.phones, ReachShell)
			apps := got["AC00000"].Apps
			if err != nil || len(got) != 1 || len(apps) != 2 || apps[1].PackageName != "com.example.kiosk" || *apps[1].VersionCode != 200 {
				t.Errorf("%+v, %v", got, err)
			}
		}
		if len(a.apps) != 1 || len(a.sent()) != 1 {
			t.Errorf("%d requests for the list, commands %v, want one each", len(a.apps), a.sent())
		}
	})
}

// A service that fails is no evidence; refused keys and the caller's own end
// are errors.
func TestInstalledAppsErrors(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		a.noApps = lost()
		e := New(a, Options{})
		if got, err := e.InstalledApps(t.Context(), a.phones, ReachShell); err != nil || len(got) != 0 {
			t.Errorf("%v, %v", got, err)
		}
		a.noApps = &armcloud.Error{Class: armcloud.ClassAuth}
		if _, err := e.InstalledApps(t.Context(), a.phones, ReachShell); !armcloud.Is(err, armcloud.ClassAuth) {
			t.Errorf("got %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := e.InstalledApps(ctx, a.phones, ReachShell); err == nil || !strings.Contains(err.Error(), "canceled") {
			t.Errorf("got %v", err)
		}
	})
}
