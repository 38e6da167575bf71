package simulator

import "fmt"

type groupRow struct {
	GroupID   int    `json:"groupId"`
	GroupName string `json:"groupName"`
	PadCount  int    `json:"padCount"`
}

// groupInfos handles group/infos (API document: List of Example Groupings).
// Unknown ids in filters result in an empty list.
func groupInfos(s *Simulator, r *request) (any, *refusal) {
	var code string
	var ids []int
	r.fields.optional("padCode", &code)
	r.fields.optional("groupIds", &ids)
	selected := map[int]bool{}
	for _, id := range ids {
		selected[id] = true
	}
	rows := []groupRow{}
	for id := 1; id <= groupCount; id++ {
		if len(ids) > 0 && !selected[id] {
			continue
		}
		if inst := s.account.byCode[code]; code != "" && (inst == nil || inst.group != id) {
			continue
		}
		rows = append(rows, groupRow{id, groupName(id), len(*s.account.groups[id])})
	}
	return rows, nil
}

func groupName(id int) string { return fmt.Sprintf("group %d", id) }
