package armcloud

// SetProxy sets the proxy of instances. With enable false, it disables the proxy.
// API document: Instance of setting up a proxy.
var SetProxy = &Operation{
	Name:       "set the proxy",
	Method:     "POST",
	Path:       "/openapi/open/network/proxy/set",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// GetProxyExit starts tasks that look up the public IP address of instances. The
// address is in the result of the task.
// API document: Query instance agent information.
var GetProxyExit = &Operation{
	Name:       "look up the proxy exit address",
	Method:     "POST",
	Path:       "/openapi/open/network/proxy/info",
	Target:     "padCodes",
	MaxTargets: 100,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}
