package armcloud

import "strings"

// Refusal is what a code of the API means for an operation, whether it refuses a
// whole request or one target of an accepted request.
type Refusal struct {
	// Class says what a caller can do.
	Class Class
	// OneInstance means that the code concerns a single target, so that a request
	// for the other targets may succeed. The service has not done anything.
	OneInstance bool
	// Repeatable means that the same request may be sent again later: the service
	// has not done anything, or the operation is idempotent.
	Repeatable bool

	meaning, advice string
	retry           retryRule
}

// Classify returns what a code, with the service's message, means for op. An
// unknown code is a rejection. The message decides only for code 500.
func Classify(op *Operation, code, message string) Refusal {
	known := codes[code]
	refusal := Refusal{
		Class: known.class, OneInstance: instanceCodes[code], meaning: known.meaning, advice: known.advice,
		retry: retryNever,
	}
	switch {
	case code == "404" || code == "1104" && mayBeMissing(op):
		refusal.Class = ClassRejected
		if mayBeMissing(op) {
			refusal.Class = ClassUnavailable
		}
	case code == "500" && containsAny(strings.ToLower(message), busyWords):
		return busy500(op)
	case known.class == ClassBusy, known.class == ClassRateLimited:
		refusal.Repeatable, refusal.retry = true, retryNotProcessed
	case rarelyRetried[code]:
		refusal.retry = retryRule{max: 2}
	}
	return refusal
}

// busy500 returns the meaning of code 500 with a message such as "busy". The
// code is also that of internal errors, so the request may have been carried out.
func busy500(op *Operation) Refusal {
	if isRepeatable(op) {
		return Refusal{
			Class: ClassBusy, Repeatable: true, meaning: "the service is busy", advice: adviseWait, retry: retryRepeatable,
		}
	}
	return Refusal{Class: ClassAmbiguous, meaning: "the service is busy", advice: adviseLost, retry: retryNever}
}

func isRepeatable(op *Operation) bool { return op != nil && op.Repeatable }

// mayBeMissing reports whether some services do not have the operation.
func mayBeMissing(op *Operation) bool {
	return op != nil && (op.Levels != AllLevels || op.MayBeMissing)
}

func containsAny(text string, words []string) bool {
	for _, word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// error returns the refusal as an error, with the service's message or, if there
// is none, the meaning of the code.
func (r Refusal) error(op *Operation, code, message string) *Error {
	if message == "" {
		message = r.meaning
	}
	if message == "" {
		message = "the service refused the request without a reason"
	}
	return &Error{Class: r.Class, Operation: op, Code: code, Message: message, Advice: r.advice}
}
