package armcloud

// SetBlacklist sets the app blacklist of a phone grade.
// API document: Add application blacklist list.
var SetBlacklist = &Operation{
	Name:       "set the app blacklist",
	Method:     "POST",
	Path:       "/openapi/open/appBlack/setUpBlackList",
	Write:      true,
	Repeatable: true,
	Levels:     AllLevels,
}

// ApplyBlacklist has phones enforce the blacklist of their grade.
// API document: Set instance blacklist.
var ApplyBlacklist = &Operation{
	Name:       "apply the app blacklist",
	Method:     "POST",
	Path:       "/openapi/open/pad/triggeringBlacklist",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}
