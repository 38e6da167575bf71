package engine

import (
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Once padDetails has succeeded, a refusal does not switch to infos, which returns
// less. In the control, padDetails has never succeeded.
func TestInfosDoNotReplaceWorkingDetails(t *testing.T) {
	for _, worked := range []bool{true, false} {
		for _, refusal := range []*armcloud.Error{{Class: armcloud.ClassRejected, Code: "1104"}, {Class: armcloud.ClassRejected, HTTPStatus: 404}} {
			bubble(t, func(t *testing.T) {
				a := newAccount(2)
				a.onDetails = func(nth int, _ armcloud.DetailFilter, _, _ int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
					return got, refusal, nth > 1 || !worked
				}
				e := New(a, Options{})
				if worked {
					if _, err := e.Details(t.Context(), a.instances[:1]); err != nil {
						t.Fatal(err)
					}
				}
				_, err := e.Details(t.Context(), a.instances[1:])
				if (err != nil) != worked || (len(a.infos) == 0) != worked {
					t.Errorf("worked before %v: got %v and %d requests of infos, want an error and none: %v", worked, err, len(a.infos), worked)
				}
			})
		}
	}
}

// Without padDetails, an instance that infos reports as offline does not count as
// running. The controls are instances that infos reports as online or not at all.
func TestOfflineInstancesOfInfosAreNotRunning(t *testing.T) {
	yes, no := true, false
	for _, c := range []struct {
		online  *bool
		running bool
	}{{&no, false}, {&yes, true}, {nil, true}} {
		bubble(t, func(t *testing.T) {
			a := newAccount(1)
			a.onDetails = func(int, armcloud.DetailFilter, int, int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
				return got, &armcloud.Error{Class: armcloud.ClassUnavailable}, true
			}
			a.onInfos = func(int, armcloud.InfoFilter, int, int) (got armcloud.Page[armcloud.PadInfo], err error, handled bool) {
				got.Items, got.Total = []armcloud.PadInfo{{PadCode: a.instances[0], Status: armcloud.PadRunning, Online: c.online}}, 1
				return got, nil, true
			}
			if err := New(a, Options{}).AwaitRunning(t.Context(), a.instances[0]); (err == nil) != c.running {
				t.Errorf("got %v, want running %v", err, c.running)
			}
		})
	}
}

// On a service without padDetails, infos decides which instances run. One of which it
// does not say whether it is online is not running if it says so of others. The control
// is a service that says it of none: there, AwaitRunning returns at once.
func TestAwaitRunningWithInfos(t *testing.T) {
	for name, c := range map[string]struct {
		says bool // whether infos returns online of others
		want time.Duration
	}{"omitted for one": {true, time.Minute}, "omitted for all (control)": {false, 0}} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(1)
				start := time.Now()
				a.onDetails = func(int, armcloud.DetailFilter, int, int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
					return got, &armcloud.Error{Class: armcloud.ClassUnavailable, Operation: armcloud.ListDetails}, true
				}
				a.onInfos = func(_ int, _ armcloud.InfoFilter, page, rows int) (armcloud.Page[armcloud.PadInfo], error, bool) {
					row := armcloud.PadInfo{PadCode: "AC00000", Status: armcloud.PadRunning, OnlineOmitted: c.says && time.Since(start) < time.Minute}
					return armcloud.Page[armcloud.PadInfo]{Page: page, Rows: rows, Total: 1, Items: []armcloud.PadInfo{row}}, nil, true
				}
				err := New(a, Options{}).AwaitRunning(t.Context(), "AC00000")
				if took := time.Since(start); err != nil || took < c.want || took > c.want+16*time.Second {
					t.Errorf("got %v after %s, want nil after %s", err, took, c.want)
				}
			})
		})
	}
}
