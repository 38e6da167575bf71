package armcloud

// SetTimeZone sets the time zone, which is an IANA name.
// API document: Modify instance time zone.
var SetTimeZone = &Operation{
	Name:       "set the time zone",
	Method:     "POST",
	Path:       "/openapi/open/pad/updateTimeZone",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}
