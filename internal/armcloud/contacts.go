package armcloud

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
