package armcloud

// PowerReset restarts devices and all instances on them. The targets are device IPs.
// API document: Physical machine reboot.
var PowerReset = &Operation{
	Name:       "restart the device",
	Method:     "POST",
	Path:       "/openapi/open/device/powerReset",
	Target:     "deviceIps",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitDevice,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}
