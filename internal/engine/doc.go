// Package engine brings the work of many phones to the API in few calls. It
// joins equal changes on different phones into one request, asks for all
// running tasks of the process at once, shares what the listings show, lets
// one change at a time happen on a phone, and knows what was set by whom.
//
// It keeps no goroutine alive while nobody waits, and it knows nothing of
// Terraform.
package engine
