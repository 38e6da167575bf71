package simulator

import "fmt"

// refusal is a business error: HTTP 200 with a code other than 200 (API
// document: Error codes).
type refusal struct {
	code int
	msg  string
}

// Codes of the responses.
const (
	codeOK                  = 200
	codeNotFound            = 404
	codeTooManyRequests     = 429
	codeInternal            = 500
	codeRequired            = 1104
	codeSignatureV2         = 2019
	codeKeyV2               = 2031
	codeInvalidParameters   = 100000
	codeNoAuthorization     = 100003
	codeKeyV1               = 100004
	codeSignatureV1         = 100005
	codeMethodNotSupported  = 100012
	codeInvalidFormat       = 100013
	codeDuplicateInstance   = 110027
	codeInstanceNotFound    = 110028
	codeCommandFailed       = 110003
	codeCommandTimeout      = 110012
	codeNoBlacklist         = 110051
	codeProcessing          = 100010
	codeNotReady            = 110031
	codeImageNotFound       = 110041
	codeRTCInstanceNotFound = 120005
	codeFileNotFound        = 140005
	codeInvalidPath         = 140006
	msgInstanceNotFound     = "Instance does not exist"
	msgDuplicateInstance    = "There are duplicate instances in the instance list"
	msgSignatureMismatch    = "signature verification failed"
)

func refuse(code int, format string, args ...any) *refusal {
	return &refusal{code: code, msg: fmt.Sprintf(format, args...)}
}
