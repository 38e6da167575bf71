package armcloud

// SetProxy sets the proxy of phones, or switches it off with enable false.
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
	PerTarget:  true,
	Levels:     AllLevels,
}

// GetProxyExit has phones look up the address they reach the internet from; the
// finding is the result of the task.
// API document: Query instance agent information.
var GetProxyExit = &Operation{
	Name:       "ask for the proxy exit address",
	Method:     "POST",
	Path:       "/openapi/open/network/proxy/info",
	Target:     "padCodes",
	MaxTargets: 100,
	Repeatable: true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}
