package armcloud

// UploadFile has the file centre fetch a file from a URL.
// API document: File upload.
var UploadFile = &Operation{
	Name:   "upload the file",
	Method: "POST",
	Path:   "/file-center/open/file/cache",
	Write:  true,
	Wait:   WaitFile,
	Levels: AllLevels,
}

// ListFiles lists the file centre, page by page.
// API document: List of documents.
var ListFiles = &Operation{
	Name:       "list the files",
	Method:     "POST",
	Path:       "/file-center/open/file/list",
	Repeatable: true,
	Levels:     AllLevels,
}

// PushFile copies a file of the file centre to phones.
// API document: Instance file upload.
var PushFile = &Operation{
	Name:       "push the file",
	Method:     "POST",
	Path:       "/openapi/open/pad/v2/uploadFile",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}
