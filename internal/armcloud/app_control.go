package armcloud

// StartApp starts an app. Not used by the provider yet.
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

// StopApp stops an app. Not used by the provider yet.
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

// RestartApp restarts an app. Not used by the provider yet.
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
