package armcloud

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
