package instance

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// fakeReader is a plan or a state of armcloud_instance: the values of its settings,
// and of restart_triggers and triggers, of which "" is an empty map.
type fakeReader struct {
	settings map[string]converge.Value
	maps     map[string]string
}

func (r fakeReader) GetAttribute(_ context.Context, at path.Path, target any) diag.Diagnostics {
	switch into := target.(type) {
	case *attr.Value:
		for name, value := range r.settings {
			if at.Equal(path.Root(name)) {
				*into = setting.ShapeOf(name).Join(setting.Values{name: {Setting: setting.ByName(name), Value: value}})
			}
		}
	case *types.Map:
		switch text, set := r.maps[at.String()]; {
		case set && text == "":
			*into = types.MapValueMust(types.StringType, map[string]attr.Value{})
		case set:
			*into = types.MapValueMust(types.StringType, map[string]attr.Value{"run": types.StringValue(text)})
		}
	default:
		panic(fmt.Sprintf("target %T", target))
	}
	return nil
}

// The default timeout is longer for a change that interrupts the instance. The
// same settings without a change are the control.
func TestUsualTimeout(t *testing.T) {
	with := func(settings map[string]converge.Value, maps ...string) fakeReader {
		r := fakeReader{settings: settings, maps: map[string]string{}}
		for _, name := range maps {
			r.maps[name] = "1"
		}
		return r
	}
	empty := func(settings map[string]converge.Value) fakeReader {
		return fakeReader{settings: settings, maps: map[string]string{ownership.Triggers: "", ownership.RestartTriggers: ""}}
	}
	image := func(id string, wipe bool) map[string]converge.Value {
		return map[string]converge.Value{"image": setting.Image{ImageID: id, WipeData: wipe}, "time_zone": setting.TimeZone{Name: "UTC"}}
	}
	zone := map[string]converge.Value{"time_zone": setting.TimeZone{Name: "Asia/Tokyo"}}
	r := &instanceResource{layout: layout{attributes: setting.All()}}
	for name, c := range map[string]struct {
		plan  fakeReader
		state tfkit.Reader
		want  time.Duration
	}{
		"create with an image":      {with(image("a", false)), nil, restartTimeout},
		"create without an image":   {with(zone), nil, settingTimeout},
		"another image":             {with(image("b", false)), with(image("a", false)), restartTimeout},
		"same image":                {with(image("a", true)), with(image("a", false)), settingTimeout},
		"image removed":             {with(zone), with(image("a", false)), settingTimeout},
		"triggers with an image":    {with(image("a", false), ownership.Triggers), with(image("a", false)), restartTimeout},
		"empty triggers":            {empty(image("a", false)), with(image("a", false)), settingTimeout},
		"triggers without an image": {with(zone, ownership.Triggers), with(zone), settingTimeout},
		"restart triggers":          {with(zone, ownership.RestartTriggers), with(zone), restartTimeout},
		"same restart triggers":     {with(zone, ownership.RestartTriggers), with(zone, ownership.RestartTriggers), settingTimeout},
	} {
		got, diags := r.usualTimeout(t.Context(), c.plan, c.state)
		if got != c.want || diags.HasError() {
			t.Errorf("%s: got %s, want %s (%v)", name, got, c.want, diags)
		}
	}
}

// The default timeout of an operation begins once changes whose responses were lost must
// have ended. The controls are changes with tasks, and those that must have ended already.
func TestLostChangesExtendTheTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		flight := func(f converge.Flight) converge.Holding {
			return converge.Holding{Settings: map[string]converge.Entry{"image": {Flight: &f}}}
		}
		for name, c := range map[string]struct {
			holding converge.Holding
			want    time.Duration
		}{
			"lost restart":         {converge.Holding{Restart: &converge.Restart{Flight: &converge.Flight{Sent: now.Add(-5 * time.Minute), Long: true}}}, 40 * time.Minute},
			"lost setting":         {flight(converge.Flight{Sent: now}), 10 * time.Minute},
			"of another resource":  {converge.Holding{Until: now.Add(time.Minute)}, time.Minute},
			"control: with a task": {flight(converge.Flight{Sent: now, Tasks: []int64{1}}), 0},
			"control: long ago":    {flight(converge.Flight{Sent: now.Add(-time.Hour)}), 0},
			"control: none":        {converge.Holding{}, 0},
		} {
			if got := lostWait(c.holding); got != c.want {
				t.Errorf("%s: got %s, want %s", name, got, c.want)
			}
		}
	})
}
