package armcloud

// Restart restarts phones.
// API document: Instance restart.
var Restart = &Operation{
	Name:       "restart the phone",
	Method:     "POST",
	Path:       "/openapi/open/pad/restart",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitRunning,
	PerTarget:  true,
	Levels:     AllLevels,
}

// Reset puts phones back to factory state; apps and files are lost.
// API document: Instance reset.
var Reset = &Operation{
	Name:       "reset the phone",
	Method:     "POST",
	Path:       "/openapi/open/pad/reset",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitRunning,
	PerTarget:  true,
	Levels:     AllLevels,
}

// ReplacePad gives a phone a new identity and erases it; the answer is one
// object, so one phone is sent at a time.
// API document: One Click New Machine.
var ReplacePad = &Operation{
	Name:       "make the phone a new machine",
	Method:     "POST",
	Path:       "/openapi/open/pad/replacePad",
	Target:     "padCodes",
	MaxTargets: 1,
	Write:      true,
	Wait:       WaitRunning,
	Levels:     AllLevels,
}
