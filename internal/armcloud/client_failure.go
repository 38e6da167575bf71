package armcloud

import "fmt"

// failure is an error with the rule for sending the request again.
type failure struct {
	*Error
	repeat repeat
}

// repeat says how a failed request may be sent again.
type repeat struct {
	// harmless is true when the service certainly did not act on it, so that
	// any operation may be sent again; else only repeatable ones.
	harmless bool
	// most is how often, at most, -1 for as often as configured.
	most int
}

var (
	never          = repeat{}
	whenRefused    = repeat{harmless: true, most: -1}
	whenRepeatable = repeat{most: -1}
)

// allows tells whether a request may be sent again after so many attempts.
func (r repeat) allows(op *Operation, attempt, most int) bool {
	if r.most >= 0 {
		most = min(most, r.most)
	}
	return attempt < most && (r.harmless || op.Repeatable)
}

// settle completes a failure: its operation, and ambiguity where the request
// may have been carried out and may not be sent again.
func (f *failure) settle(msg *message) {
	f.Operation = msg.op
	f.Message = scrub(f.Message, msg.secrets)
	lost := f.Class == ClassTransport || f.Class == ClassCanceled
	if lost && !f.repeat.harmless && !msg.op.Repeatable {
		f.Class = ClassAmbiguous
		f.repeat = never
		f.Advice = joinSentences("The request may have been carried out and was not sent again, "+
			"because a repeat would do more than once; look at the result before trying again.", f.Advice)
	}
}

// after completes the error of the last attempt; attempt counts from 0.
func (f *failure) after(attempt int) *Error {
	if attempt > 0 {
		f.Message += fmt.Sprintf("; tried %d times", attempt+1)
	}
	return f.Error
}

func joinSentences(a, b string) string {
	if b == "" {
		return a
	}
	if a == "" {
		return b
	}
	return a + " " + b
}
