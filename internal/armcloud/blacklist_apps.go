package armcloud

import (
	"context"
	"maps"
	"slices"
)

// SetBlacklist sets the apps, names by package name, that phones of a grade
// must not have, in place of those before. It changes no phone: ApplyBlacklist
// does. The list cannot be read back. An empty list is written as such; whether
// the service takes it is not documented. API document: Add application
// blacklist list.
func (c *Client) SetBlacklist(ctx context.Context, padGrade string, apps map[string]string) error {
	type app struct {
		Package string `json:"appPkg"`
		Name    string `json:"appName"`
	}
	request := struct {
		PadGrade string `json:"padGrade"`
		Apps     []app  `json:"blackApps"`
	}{padGrade, []app{}}
	for _, name := range slices.Sorted(maps.Keys(apps)) {
		request.Apps = append(request.Apps, app{name, apps[name]})
	}
	_, err := c.Call(ctx, SetBlacklist, request)
	return err
}
