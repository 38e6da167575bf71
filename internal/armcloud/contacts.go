package armcloud

// AddContacts adds contacts: those of a file, or those of info. In the API document,
// info and the response are one object; in newer documents they are lists. So each
// request has one instance.
// API document: Modify Contacts.
var AddContacts = &Operation{
	Name:       "add the contacts",
	Method:     "POST",
	Path:       "/openapi/open/pad/updateContacts",
	Target:     "padCodes",
	MaxTargets: 1,
	Write:      true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}
