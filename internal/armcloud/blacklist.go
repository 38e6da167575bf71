package armcloud

import (
	"context"
	"maps"
	"slices"
)

// SetBlacklist sets the app blacklist of an instance grade.
// API document: Add application blacklist list.
var SetBlacklist = &Operation{
	Name:       "set the app blacklist",
	Method:     "POST",
	Path:       "/openapi/open/appBlack/setUpBlackList",
	Write:      true,
	Repeatable: true,
	Levels:     AllLevels,
}

// ApplyBlacklist makes instances enforce the blacklist of their grade.
// API document: Set instance blacklist.
var ApplyBlacklist = &Operation{
	Name:       "apply the app blacklist",
	Method:     "POST",
	Path:       "/openapi/open/pad/triggeringBlacklist",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// SetBlacklist replaces the app blacklist of an instance grade. apps maps package
// names to app names. Instances enforce the list only after ApplyBlacklist. The
// API cannot return the list. It is not documented whether the service accepts an
// empty list. API document: Add application blacklist list.
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
	_, err := c.change(ctx, SetBlacklist, request)
	return err
}
