package armcloud

// PushFile copies a file of the file center to instances.
// API document: Instance file upload.
var PushFile = &Operation{
	Name:       "push the file",
	Method:     "POST",
	Path:       "/openapi/open/pad/v2/uploadFile",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}
