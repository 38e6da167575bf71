package armcloud

// ApplyRTCTokens issues tokens to watch phones by RTC, one room each.
// API document: Bulk Request for RTC Connection Token.
var ApplyRTCTokens = &Operation{
	Name:   "apply for RTC tokens",
	Method: "POST",
	Path:   "/rtc/open/room/batchApplyToken",
	Write:  true,
	Levels: AllLevels,
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
