package armcloud

// ApplyRTCTokens issues RTC tokens for instances, with one room for each instance.
// Not used by the provider yet.
// API document: Bulk Request for RTC Connection Token.
var ApplyRTCTokens = &Operation{
	Name:   "get RTC tokens",
	Method: "POST",
	Path:   "/rtc/open/room/batchApplyToken",
	Write:  true,
	Levels: AllLevels,
}

// ApplySharedRTCToken issues an RTC token for a room that several instances share.
// Not used by the provider yet.
// API document: Request for RTC shared room token.
var ApplySharedRTCToken = &Operation{
	Name:       "get an RTC token for a shared room",
	Method:     "POST",
	Path:       "/rtc/open/room/share/applyToken",
	Write:      true,
	Repeatable: true,
	Levels:     AllLevels,
}

// DissolveRoom ends the video streams of instances. The response groups them into
// successList and failList; an instance in neither has an unknown outcome.
// API document: Stop Push Flow.
var DissolveRoom = &Operation{
	Name:       "stop the video stream",
	Method:     "POST",
	Path:       "/rtc/open/room/dissolveRoom",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}
