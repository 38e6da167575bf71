package armcloud

// StartApp starts an app.
// API document: Application launch.
var StartApp = &Operation{
	Name:       "start the app",
	Method:     "POST",
	Path:       "/openapi/open/pad/startApp",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// StopApp stops an app.
// API document: Application stop.
var StopApp = &Operation{
	Name:       "stop the app",
	Method:     "POST",
	Path:       "/openapi/open/pad/stopApp",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// RestartApp restarts an app.
// API document: Application restart.
var RestartApp = &Operation{
	Name:       "restart the app",
	Method:     "POST",
	Path:       "/openapi/open/pad/restartApp",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}
