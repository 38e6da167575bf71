package armcloud

// SetTimeZone sets the time zone (an IANA name).
// API document: Modify instance time zone.
var SetTimeZone = &Operation{
	Name:       "set the time zone",
	Method:     "POST",
	Path:       "/openapi/open/pad/updateTimeZone",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}

// SetLanguage sets language and country.
// API document: Modify instance language.
var SetLanguage = &Operation{
	Name:       "set the language",
	Method:     "POST",
	Path:       "/openapi/open/pad/updateLanguage",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}

// SetSIM sets the SIM card and cell data a phone shows.
// API document: Modification of instance SIM card information.
var SetSIM = &Operation{
	Name:       "set the SIM data",
	Method:     "POST",
	Path:       "/openapi/open/pad/updateSIM",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}

// SetLocation sets the position in decimal degrees; newer levels answer true
// and give no task.
// API document: Set instance latitude and longitude.
var SetLocation = &Operation{
	Name:       "set the location",
	Method:     "POST",
	Path:       "/openapi/open/pad/gpsInjectInfo",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Levels:     AllLevels,
}

// UpdateAndroidProperties changes Android properties of one phone; they take
// effect at the next restart.
// API document: Modify Instance Android Attributes.
var UpdateAndroidProperties = &Operation{
	Name:       "change the Android properties",
	Method:     "POST",
	Path:       "/openapi/open/pad/updatePadAndroidProp",
	Target:     "padCode",
	MaxTargets: 1,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Levels:     AllLevels,
}

// AddContacts adds contacts; the answer is one object, so one phone is sent at
// a time.
// API document: Modify Contacts.
var AddContacts = &Operation{
	Name:       "add the contacts",
	Method:     "POST",
	Path:       "/openapi/open/pad/updateContacts",
	Target:     "padCodes",
	MaxTargets: 1,
	Write:      true,
	Wait:       WaitTask,
	Levels:     AllLevels,
}
