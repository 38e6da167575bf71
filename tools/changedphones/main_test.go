package main

import (
	"slices"
	"strings"
	"testing"
)

// planWith returns a plan document with one change in it.
func planWith(resource, actions, before, after string) string {
	return `{"format_version":"1.2","resource_changes":[
		{"address":"data.armcloud_instances.all","type":"armcloud_instances","mode":"data",
		 "change":{"actions":["read"],"before":null,"after":{"pad_codes":["AC1"]}}},
		{"address":"` + resource + `.a","type":"` + resource + `","mode":"managed",
		 "change":{"actions":[` + actions + `],"before":` + before + `,"after":` + after + `}}]}`
}

// Exactly the phones that a plan changes are named, and no neighbour of theirs.
func TestChangedPhones(t *testing.T) {
	for name, test := range map[string]struct {
		plan string
		want []string
	}{
		"drifted phones of a fleet": {
			planWith("armcloud_fleet", `"update"`,
				`{"phones":{"AC3":"drifted: time_zone","AC2":"kiosk","AC1":"drifted: bandwidth"}}`,
				`{"phones":{"AC3":"kiosk","AC2":"kiosk","AC1":"counter"}}`),
			[]string{"AC1", "AC3"},
		},
		"a phone joins and another leaves": {
			planWith("armcloud_fleet", `"update"`, `{"phones":{"AC1":"kiosk","AC2":"kiosk"}}`, `{"phones":{"AC2":"kiosk","AC3":"kiosk"}}`),
			[]string{"AC1", "AC3"},
		},
		"a phone without a profile gets one": {
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
		"one phone is changed": {
			planWith("armcloud_instance", `"update"`, `{"pad_code":"AC1"}`, `{"pad_code":"AC1"}`),
			[]string{"AC1"},
		},
		"one phone is destroyed": {
			planWith("armcloud_instance", `"delete"`, `{"pad_code":"AC1"}`, `null`),
			[]string{"AC1"},
		},
		"nothing changes": {
			planWith("armcloud_fleet", `"no-op"`, `{"phones":{"AC1":"kiosk"}}`, `{"phones":{"AC1":"kiosk"}}`),
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := changedPhones(strings.NewReader(test.plan))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// What is not a plan, or changes something that is not a phone, is an error and
// not an empty answer, which would look like a plan without changes.
func TestChangedPhonesRefuses(t *testing.T) {
	for name, input := range map[string]string{
		"nothing at all":                   ``,
		"a cut document":                   planWith("armcloud_fleet", `"update"`, `{}`, `{}`)[:80],
		"another document":                 `{"values":{}}`,
		"phones of a wrong shape":          planWith("armcloud_fleet", `"update"`, `{"phones":["AC1"]}`, `{"phones":{}}`),
		"a change that concerns no phones": planWith("armcloud_app", `"create"`, `null`, `{"name":"kiosk"}`),
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := changedPhones(strings.NewReader(input)); err == nil {
				t.Errorf("got %v, want an error", got)
			}
		})
	}
}
