package simulator

import "fmt"

type groupAnswer struct {
	GroupID   int    `json:"groupId"`
	GroupName string `json:"groupName"`
	PadCount  int    `json:"padCount"`
}

// groupInfos is group/infos (API document: List of Example Groupings). Filters that
// name nothing known leave an empty list.
func groupInfos(s *Simulator, r *request) (any, *refusal) {
	var code string
	var ids []int
	r.fields.may("padCode", &code)
	r.fields.may("groupIds", &ids)
	wanted := map[int]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	answers := []groupAnswer{}
	for id := 1; id <= groupCount; id++ {
		if len(ids) > 0 && !wanted[id] {
			continue
		}
		if p := s.account.byCode[code]; code != "" && (p == nil || p.group != id) {
			continue
		}
		answers = append(answers, groupAnswer{id, fmt.Sprintf("group %d", id), len(*s.account.groups[id])})
	}
	return answers, nil
}
