package armcloud

// QueryFileTasks returns the state of file and app uploads.
// API document: Documentation mission details.
var QueryFileTasks = &Operation{
	Name:       "query the file tasks",
	Method:     "POST",
	Path:       "/task-center/open/task/fileTaskDetail",
	Target:     "taskIds",
	MaxTargets: 100,
	Repeatable: true,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// QueryCommandTasks returns the state and the output of RunCommand.
// API document: Get the result of the instance execution script.
var QueryCommandTasks = &Operation{
	Name:       "query the command tasks",
	Method:     "POST",
	Path:       "/task-center/open/task/executeScriptInfo",
	Target:     "taskIds",
	MaxTargets: 100,
	Repeatable: true,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// QueryUploadTasks returns the state of file uploads.
// API document: Get file upload task results.
var QueryUploadTasks = &Operation{
	Name:       "query the upload tasks",
	Method:     "POST",
	Path:       "/task-center/open/task/cacheFileResult",
	Target:     "taskIds",
	MaxTargets: 100,
	Repeatable: true,
	Levels:     Level2024,
}

// QueryScreenshotTasks returns the state of TakeScreenshot.
// API document: Get instance screenshot results.
var QueryScreenshotTasks = &Operation{
	Name:       "query the screenshot tasks",
	Method:     "POST",
	Path:       "/task-center/open/task/screenshotInfo",
	Target:     "taskIds",
	MaxTargets: 100,
	Repeatable: true,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// QueryAppTasks returns the state of StartApp, StopApp and RestartApp.
// API document: Application start/stop implementation results.
var QueryAppTasks = &Operation{
	Name:       "query the app tasks",
	Method:     "POST",
	Path:       "/task-center/open/task/appOperateInfo",
	Target:     "taskIds",
	MaxTargets: 100,
	Repeatable: true,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// QueryRestartTasks returns the state of Restart and Reset.
// API document: Instance restart reset execution results.
var QueryRestartTasks = &Operation{
	Name:       "query the restart tasks",
	Method:     "POST",
	Path:       "/task-center/open/task/padExecuteTaskInfo",
	Target:     "taskIds",
	MaxTargets: 100,
	Repeatable: true,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// QueryImageTasks returns the state of UploadImage. Its status 2 means done.
// API document: Mirror upload task result query.
var QueryImageTasks = &Operation{
	Name:       "query the image upload tasks",
	Method:     "POST",
	Path:       "/task-center/open/task/imageUploadResult",
	Target:     "taskIds",
	MaxTargets: 100,
	Repeatable: true,
	Answer:     AnswerItems,
	Levels:     Level2024,
}
