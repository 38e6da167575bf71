package simulator

import "encoding/json"

// refusedItem is an instance that a submission refuses although it accepts others.
type refusedItem struct {
	PadCode   string `json:"padCode"`
	TaskID    *int64 `json:"taskId"` // always null
	ErrorCode int    `json:"errorCode"`
	ErrorMsg  string `json:"errorMsg"`
}

// refuseItem returns the item that a rule prescribes for an instance.
func (f *faultRule) refuseItem(code string) refusedItem {
	item := refusedItem{PadCode: code, ErrorCode: f.Code, ErrorMsg: f.Message}
	if item.ErrorCode == 0 {
		item.ErrorCode = codeNotReady
	}
	return item
}

// withRefusals appends refused items to a response, which must be a list if there are
// any.
func withRefusals(response any, refusals []refusedItem) any {
	if len(refusals) == 0 {
		return response
	}
	text, err := json.Marshal(response)
	if err != nil {
		panic(err) // a response has only plain values
	}
	var items []any
	if err := json.Unmarshal(text, &items); err != nil {
		return refusals
	}
	for _, r := range refusals {
		items = append(items, r)
	}
	return items
}
