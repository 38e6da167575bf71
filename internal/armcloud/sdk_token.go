package armcloud

// GetToken issues an SDK token for the account. Not used by the provider yet.
// API document: Get SDK temporary token.
var GetToken = &Operation{
	Name:       "get an SDK token",
	Method:     "GET",
	Path:       "/openapi/open/token/stsToken",
	Repeatable: true,
	Levels:     AllLevels,
}

// GetPadToken issues an SDK token for one instance. Not used by the provider yet.
// API document: Get SDK temporary token (based on padCode).
var GetPadToken = &Operation{
	Name:       "get an SDK token for the instance",
	Method:     "POST",
	Path:       "/openapi/open/token/stsTokenByPadCode",
	Target:     "padCode",
	MaxTargets: 1,
	Repeatable: true,
	Levels:     AllLevels,
}
