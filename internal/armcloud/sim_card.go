package armcloud

// SetSIM sets the SIM card and cell information that apps see.
// API document: Modification of instance SIM card information.
var SetSIM = &Operation{
	Name:       "set the SIM data",
	Method:     "POST",
	Path:       "/openapi/open/pad/updateSIM",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}
