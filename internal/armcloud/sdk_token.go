package armcloud

// GetToken issues a token for the SDK.
// API document: Get SDK temporary token.
var GetToken = &Operation{
	Name:       "get an SDK token",
	Method:     "GET",
	Path:       "/openapi/open/token/stsToken",
	Repeatable: true,
	Levels:     AllLevels,
}

// GetPadToken issues a token that is good for one phone.
// API document: Get SDK temporary token (based on padCode).
var GetPadToken = &Operation{
	Name:       "get an SDK token for the phone",
	Method:     "POST",
	Path:       "/openapi/open/token/stsTokenByPadCode",
	Target:     "padCode",
	MaxTargets: 1,
	Repeatable: true,
	Levels:     AllLevels,
}
