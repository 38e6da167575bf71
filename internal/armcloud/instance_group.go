package armcloud

import (
	"context"
	"slices"
)

// ListGroups lists the groups of the account.
// API document: List of example groupings.
var ListGroups = &Operation{
	Name:       "list the groups",
	Method:     "POST",
	Path:       "/openapi/open/group/infos",
	Repeatable: true,
	Levels:     AllLevels,
}

// Group is a group of instances. API document: List of example groupings.
type Group struct {
	ID   int64
	Name string
	// PadCount is the number of instances in the group.
	PadCount int64
}

// GroupFilter selects groups. The zero value selects all groups.
type GroupFilter struct {
	// PadCode selects the groups of one instance.
	PadCode  string
	GroupIDs []int64
}

// Groups returns the groups of the account. API document: List of example
// groupings.
func (c *Client) Groups(ctx context.Context, filter GroupFilter) ([]Group, error) {
	request := struct {
		PadCode  string  `json:"padCode,omitempty"`
		GroupIDs []int64 `json:"groupIds,omitempty"`
	}{filter.PadCode, filter.GroupIDs}
	response, err := c.Call(ctx, ListGroups, request)
	if err != nil {
		return nil, err
	}
	type groupRow struct {
		GroupID   flexInt    `json:"groupId"`
		GroupName flexString `json:"groupName"`
		PadCount  flexInt    `json:"padCount"`
	}
	rows, err := decodeList[groupRow](response.Data)
	if err != nil {
		return nil, undecodable(ListGroups, response, err)
	}
	lacks := func(row groupRow) bool { return !row.GroupID.set }
	if allLack(rows, lacks) {
		return nil, undecodable(ListGroups, response, errNoKey)
	}
	rows = slices.DeleteFunc(rows, lacks)
	groups := make([]Group, 0, len(rows))
	for _, row := range rows {
		groups = append(groups, Group{ID: row.GroupID.value, Name: string(row.GroupName), PadCount: row.PadCount.value})
	}
	return groups, nil
}
