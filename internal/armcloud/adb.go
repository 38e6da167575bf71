package armcloud

import (
	"encoding/json"
	"strings"
)

// OpenADB enables (openStatus 1) or disables (0) ADB of up to 200 instances.
// Newer API documents: Enable/Disable ADB for instances (openOnlineAdb).
var OpenADB = &Operation{
	Name:       "enable or disable ADB",
	Method:     "POST",
	Path:       "/openapi/open/pad/openOnlineAdb",
	Target:     "padCodes",
	MaxTargets: 200,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     LevelCurrent,
}

// SetADB enables or disables ADB of one instance. On newer levels, it only returns
// the connection.
// API document: Enable/Disable ADB. The response must say that ADB is as requested.
var SetADB = &Operation{
	Name:       "enable or disable ADB of one instance",
	Method:     "POST",
	Path:       "/openapi/open/pad/adb",
	Target:     "padCode",
	MaxTargets: 1,
	Write:      true,
	Repeatable: true,
	Answer:     AnswerAll,
	Levels:     AllLevels,
}

// adb decodes the response to SetADB.
func (d submissionDecoder) adb(data json.RawMessage) ([]Submission, error) {
	var request struct {
		Enable bool `json:"enable"`
	}
	rows, err := decodeList[adbRow](data)
	if err != nil || json.Unmarshal(d.request, &request) != nil {
		return nil, err
	}
	target := d.targets[0]
	for _, row := range rows {
		if row.PadCode != "" && !strings.EqualFold(strings.TrimSpace(string(row.PadCode)), target) {
			continue
		}
		s := Submission{PadCode: target}
		enabled, known := row.enabled()
		switch {
		case row.refused() || row.message() != "":
			s.Err = d.refusal(row.code(), row.message())
		case !known:
			s.Err = d.indeterminate("the response does not say whether ADB is enabled")
		case enabled != request.Enable:
			s.Err = d.indeterminate("the response says that ADB is not as requested")
		}
		return []Submission{s}, nil
	}
	return nil, nil
}
