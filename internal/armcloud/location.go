package armcloud

// SetLocation sets the location in decimal degrees. Newer levels respond with true
// instead of a task.
// API document: Set instance latitude and longitude.
var SetLocation = &Operation{
	Name:       "set the location",
	Method:     "POST",
	Path:       "/openapi/open/pad/gpsInjectInfo",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerEither,
	Levels:     AllLevels,
}
