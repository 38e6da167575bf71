package armcloud

// SetLanguage sets the language and the country.
// API document: Modify instance language.
var SetLanguage = &Operation{
	Name:       "set the language",
	Method:     "POST",
	Path:       "/openapi/open/pad/updateLanguage",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}
