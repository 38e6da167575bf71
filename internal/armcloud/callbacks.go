package armcloud

// ListCallbackTypes lists what the service can call back for.
// API document: Query the list of types supported by the server.
var ListCallbackTypes = &Operation{
	Name:       "list the callback types",
	Method:     "GET",
	Path:       "/openapi/open/config/selectList",
	Repeatable: true,
	Levels:     AllLevels,
}

// GetCallback reads the one callback address of the account.
// API document: Query the current user-configured callback address.
var GetCallback = &Operation{
	Name:       "read the callback address",
	Method:     "GET",
	Path:       "/openapi/open/config/selectCallback",
	Repeatable: true,
	Levels:     AllLevels,
}

// AddCallback sets the callback address and its types.
// API document: Add callback address configuration.
var AddCallback = &Operation{
	Name:       "add the callback",
	Method:     "POST",
	Path:       "/openapi/open/config/insertCallback",
	Write:      true,
	Repeatable: true,
	Levels:     AllLevels,
}

// UpdateCallback changes the callback address and its types.
// API document: Modify the callback address configuration.
var UpdateCallback = &Operation{
	Name:       "change the callback",
	Method:     "POST",
	Path:       "/openapi/open/config/updateCallback",
	Write:      true,
	Repeatable: true,
	Levels:     AllLevels,
}

// DeleteCallback removes the callback address of the account; it takes no
// parameters.
// API document: Delete the current user-configured callback address.
var DeleteCallback = &Operation{
	Name:       "delete the callback",
	Method:     "POST",
	Path:       "/openapi/open/config/deleteCallback",
	Write:      true,
	Repeatable: true,
	Levels:     AllLevels,
}
