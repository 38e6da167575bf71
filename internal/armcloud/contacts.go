package armcloud

// AddContacts adds contacts. The response is a single object, so each request has
// one instance. Not used by the provider yet.
// API document: Modify Contacts.
var AddContacts = &Operation{
	Name:       "add the contacts",
	Method:     "POST",
	Path:       "/openapi/open/pad/updateContacts",
	Target:     "padCodes",
	MaxTargets: 1,
	Write:      true,
	Wait:       WaitTask,
	Answer:     AnswerEither,
	Levels:     AllLevels,
}
