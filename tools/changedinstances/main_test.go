package main

import (
	"slices"
	"strings"
	"testing"
)

// planWith returns a plan with one change.
func planWith(resource, actions, before, after string) string {
	return `{"format_version":"1.2","resource_changes":[
		{"address":"data.armcloud_instances.all","type":"armcloud_instances","mode":"data",
		 "change":{"actions":["read"],"before":null,"after":{"pad_codes":["AC1"]}}},
		{"address":"` + resource + `.a","type":"` + resource + `","mode":"managed",
		 "change":{"actions":[` + actions + `],"before":` + before + `,"after":` + after + `}}]}`
}

// Only the instances that a plan changes are listed.
func TestChangedInstances(t *testing.T) {
	for name, test := range map[string]struct {
		plan string
		want []string
	}{
		"drifted instances of a fleet": {
			planWith("armcloud_fleet", `"update"`,
				`{"phones":{"AC3":"drifted: time_zone","AC2":"kiosk","AC1":"drifted: bandwidth"}}`,
				`{"phones":{"AC3":"kiosk","AC2":"kiosk","AC1":"counter"}}`),
			[]string{"AC1", "AC3"},
		},
		"an instance is added and another removed": {
			planWith("armcloud_fleet", `"update"`, `{"phones":{"AC1":"kiosk","AC2":"kiosk"}}`, `{"phones":{"AC2":"kiosk","AC3":"kiosk"}}`),
			[]string{"AC1", "AC3"},
		},
		"an instance without a profile gets one": {
			planWith("armcloud_fleet", `"update"`, `{"phones":{"AC1":null,"AC2":null}}`, `{"phones":{"AC1":"kiosk","AC2":null}}`),
			[]string{"AC1"},
		},
		"a profile changes": {
			planWith("armcloud_fleet", `"update"`, `{"phones":{"AC1":"kiosk","AC2":"kiosk"}}`, `{"phones":{"AC1":"kiosk","AC2":"kiosk"}}`),
			[]string{"AC1", "AC2"},
		},
		"a fleet is created": {
			planWith("armcloud_fleet", `"create"`, `null`, `{"phones":{"AC1":"kiosk"}}`),
			[]string{"AC1"},
		},
		"one instance is changed": {
			planWith("armcloud_instance", `"update"`, `{"pad_code":"AC1"}`, `{"pad_code":"AC1"}`),
			[]string{"AC1"},
		},
		"one instance is destroyed": {
			planWith("armcloud_instance", `"delete"`, `{"pad_code":"AC1"}`, `null`),
			[]string{"AC1"},
		},
		"nothing changes": {
			planWith("armcloud_fleet", `"no-op"`, `{"phones":{"AC1":"kiosk"}}`, `{"phones":{"AC1":"kiosk"}}`),
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := changedInstances(strings.NewReader(test.plan))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// Anything that is not a plan, or changes something other than instances, is an
// error. An empty result would look like a plan without changes.
func TestChangedInstancesErrors(t *testing.T) {
	for name, input := range map[string]string{
		"no input":                   ``,
		"a truncated document":       planWith("armcloud_fleet", `"update"`, `{}`, `{}`)[:80],
		"a different document":       `{"values":{}}`,
		"phones of the wrong type":   planWith("armcloud_fleet", `"update"`, `{"phones":["AC1"]}`, `{"phones":{}}`),
		"a change without instances": planWith("armcloud_app", `"create"`, `null`, `{"name":"kiosk"}`),
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := changedInstances(strings.NewReader(input)); err == nil {
				t.Errorf("got %v, want an error", got)
			}
		})
	}
}
