package armcloud

// BindPublicIP binds a public IP to the inner IP of a phone.
// API document: Binding of public IPs.
var BindPublicIP = &Operation{
	Name:       "bind the public IP",
	Method:     "POST",
	Path:       "/openapi/open/network/bindIp",
	Write:      true,
	Repeatable: true,
	Levels:     Level2024,
}

// UnbindPublicIP takes a public IP back from the inner IP of a phone.
// API document: Unbundling of public IPs.
var UnbindPublicIP = &Operation{
	Name:       "unbind the public IP",
	Method:     "POST",
	Path:       "/openapi/open/network/unbindIp",
	Write:      true,
	Repeatable: true,
	Levels:     Level2024,
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

// SetBandwidth limits upload and download in Mbit/s; 0 is unlimited, -1 cuts
// the phone off.
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
	PerTarget:  true,
	Levels:     AllLevels,
}

// GetPublicIP reads which inner addresses a public IP is bound to.
// API document: Get information on specified public network bindings.
var GetPublicIP = &Operation{
	Name:       "read the public IP binding",
	Method:     "GET",
	Path:       "/openapi/open/network/getIP",
	Repeatable: true,
	Levels:     Level2024,
}
