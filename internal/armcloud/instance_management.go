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

// GetProperties reads the effective properties of one phone.
// API document: Query instance attributes.
var GetProperties = &Operation{
	Name:       "read the properties",
	Method:     "POST",
	Path:       "/openapi/open/pad/padProperties",
	Target:     "padCode",
	MaxTargets: 1,
	Repeatable: true,
	Levels:     AllLevels,
}

// BatchPadProperties reads the effective properties of up to 200 phones.
// Newer API documents: Batch query of instance attributes.
var BatchPadProperties = &Operation{
	Name:       "read the properties in one request",
	Method:     "POST",
	Path:       "/openapi/open/pad/batchPadProperties",
	Target:     "padCodes",
	MaxTargets: 200,
	Repeatable: true,
	Levels:     LevelCurrent,
}

// UpdateProperties changes modem, system, setting and OAID properties; the
// persistent kinds show after the next restart.
// API document: Modify instance attributes.
var UpdateProperties = &Operation{
	Name:       "change the properties",
	Method:     "POST",
	Path:       "/openapi/open/pad/updatePadProperties",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}

// ListDetails lists phones with state, image and data centre, page by page.
// API document: Instance details.
var ListDetails = &Operation{
	Name:         "list the instance details",
	Method:       "POST",
	Path:         "/openapi/open/pad/padDetails",
	Target:       "padCodes",
	MaxTargets:   100,
	Repeatable:   true,
	Levels:       AllLevels,
	MayBeMissing: true,
}

// DissolveRoom ends the video streams of phones; the answer sorts them into
// successList and failList.
// API document: Stop Push Flow.
var DissolveRoom = &Operation{
	Name:       "stop the push stream",
	Method:     "POST",
	Path:       "/rtc/open/room/dissolveRoom",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Levels:     AllLevels,
}

// ApplyRTCTokens issues tokens to watch phones by RTC, one room each.
// API document: Bulk Request for RTC Connection Token.
var ApplyRTCTokens = &Operation{
	Name:   "apply for RTC tokens",
	Method: "POST",
	Path:   "/rtc/open/room/batchApplyToken",
	Write:  true,
	Levels: AllLevels,
}

// PowerReset restarts physical machines, named by their IPs, with every phone
// on them.
// API document: Physical machine reboot.
var PowerReset = &Operation{
	Name:       "power-cycle the physical machine",
	Method:     "POST",
	Path:       "/openapi/open/device/powerReset",
	Target:     "deviceIps",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitDevice,
	PerTarget:  true,
	Levels:     AllLevels,
}

// ApplySharedRTCToken issues one token for a room that several phones share.
// API document: Request for RTC shared room token.
var ApplySharedRTCToken = &Operation{
	Name:       "apply for a shared-room RTC token",
	Method:     "POST",
	Path:       "/rtc/open/room/share/applyToken",
	Write:      true,
	Repeatable: true,
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
