package armcloud

// UpgradeImage puts another system image on phones.
// API document: Upgraded mirror.
var UpgradeImage = &Operation{
	Name:       "change the image",
	Method:     "POST",
	Path:       "/openapi/open/pad/upgradeImage",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitRunning,
	PerTarget:  true,
	Levels:     AllLevels,
}

// UploadImage has the service fetch system images from URLs; the answer holds
// task ids, not image ids.
// API document: Create mirror upload task.
var UploadImage = &Operation{
	Name:   "upload the image",
	Method: "POST",
	Path:   "/openapi/open/image/uploadImage",
	Write:  true,
	Wait:   WaitImage,
	Levels: Level2024,
}
