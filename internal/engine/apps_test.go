package engine

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// The apps of many instances are read in few requests and cached until a
// change.
func TestInstalledAppsAreBatchedAndCached(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(250)
		a.offline["AC00003"] = true
		e := New(a, Options{BatchSize: 500})
		for range 2 {
			got, err := e.InstalledApps(t.Context(), a.instances, ReachBatch)
			if _, there := got["AC00003"]; err != nil || len(got) != 249 || there {
				t.Errorf("got %d instances, %v, want 249 without AC00003", len(got), err)
			}
		}
		if len(a.apps) != 3 || slices.Max(a.apps) > 100 {
			t.Errorf("got requests for %v instances, want 3 of at most 100", a.apps)
		}
		e.Forget("AC00000")
		if _, err := e.InstalledApps(t.Context(), a.instances, ReachBatch); err != nil || len(a.apps) != 4 || a.apps[3] != 1 {
			t.Errorf("after a change: got requests for %v instances, %v, want one more for 1", a.apps, err)
		}
	})
}

// If the API level does not list apps, the engine does not try again, and runs
// shell commands only if the caller allows them. Truncated or unexpected output
// yields no apps.
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
			if got, err := e.InstalledApps(t.Context(), a.instances, reach); err != nil || len(got) != 0 {
				t.Errorf("reach %v: got %v, %v, want nothing", reach, got, err)
			}
		}
		for range 2 {
			got, err := e.InstalledApps(t.Context(), a.instances, ReachShell)
			apps := got["AC00000"].Apps
			if err != nil || len(got) != 1 || len(apps) != 2 || apps[1].PackageName != "com.example.kiosk" || *apps[1].VersionCode != 200 {
				t.Errorf("got %+v, %v, want 2 apps of AC00000", got, err)
			}
		}
		if len(a.apps) != 1 || len(a.sent()) != 1 {
			t.Errorf("got %d list requests and commands %v, want one each", len(a.apps), a.sent())
		}
	})
}

// A failing API yields no apps; a refused key and a canceled context are
// errors.
func TestInstalledAppsErrors(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		a.noApps = lost()
		e := New(a, Options{})
		if got, err := e.InstalledApps(t.Context(), a.instances, ReachShell); err != nil || len(got) != 0 {
			t.Errorf("got %v, %v, want nothing", got, err)
		}
		a.noApps = &armcloud.Error{Class: armcloud.ClassAuth}
		if _, err := e.InstalledApps(t.Context(), a.instances, ReachShell); !armcloud.Is(err, armcloud.ClassAuth) {
			t.Errorf("got %v, want %v", err, armcloud.ClassAuth)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := e.InstalledApps(ctx, a.instances, ReachShell); err == nil || !strings.Contains(err.Error(), "canceled") {
			t.Errorf("got %v, want a cancellation", err)
		}
	})
}
