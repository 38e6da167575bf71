package armcloud

// SetBandwidth limits upload and download, in Mbit/s. 0 means unlimited, -1 blocks
// all traffic.
// API document: Set instance bandwidth.
var SetBandwidth = &Operation{
	Name:       "set the bandwidth",
	Method:     "POST",
	Path:       "/openapi/open/pad/setSpeed",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}
