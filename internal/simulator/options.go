package simulator

import (
	"errors"
	"fmt"
	"time"
)

// Default keys.
const (
	DefaultAccessKey = "SIMULATOR-ACCESS-KEY"
	DefaultSecretKey = "simulator-secret-key"
)

// API levels.
const (
	LevelCurrent = "current" // with newer endpoints and fields, without withdrawn ones
	Level2024    = "2024"    // as documented on 2024-12-30
)

// Signature versions.
const (
	SignatureV1 = "v1"
	SignatureV2 = "v2"
)

// Forms of the query of a GET in signature v1. The official samples disagree
// (API document: Signature).
const (
	QueryJSON = "json" // a JSON object of the parameters
	QueryRaw  = "raw"  // the text after the question mark
)

// MaxInstances is the largest size of an account. Pad codes have six digits.
const MaxInstances = 999_999

// Options configures the simulated account and service. The zero value is an
// account of 50 instances at the current level with short task times.
type Options struct {
	Instances int    // number of instances; 0 means 50
	Level     string // LevelCurrent (default) or Level2024
	Quirks    bool   // rotate through the contradictory response shapes of the document

	TaskTime    time.Duration // how long a task runs; 0 means 20ms
	TaskJitter  time.Duration // largest deviation from TaskTime, either way
	RestartTime time.Duration // from the start of a restart until the instance runs again; 0 means 80ms
	TaskTimeout time.Duration // how long a task waits for its instance; 0 means 30 minutes
	Latency     time.Duration // added to every response

	Rate        int  // requests per second and access key; 0 means no limit
	RateHeaders bool // send X-RateLimit-* and Retry-After with a 429

	Seed      uint64 // of all values that look random
	StateFile string // where the account is stored between runs; empty means it isn't stored

	AccessKey   string // empty means DefaultAccessKey
	SecretKey   string // empty means DefaultSecretKey
	Signatures  string // SignatureV1 or SignatureV2 to accept only that one; empty means both
	SigningHost string // the only x-host accepted under signature v1; empty means any
	QueryForm   string // QueryJSON (default) or QueryRaw

	// DuplicateTasks makes the service respond to a submission that equals an
	// unfinished task of the instance with that task and taskStatus -1, as newer
	// documents describe. Without it the task is queued again. Quirks implies
	// it. It has no effect at Level2024.
	DuplicateTasks bool

	// StrictSIM makes updateSIM require type, tac, cellid, narfcn and
	// physicalcellid, as newer documents do. Without it every field is optional,
	// as in the document of 2024. It has no effect at Level2024.
	StrictSIM bool

	// LateListing makes app/list and app/detail hide an app until its upload is
	// done. Without it the app is listed at once, as not available. The behavior
	// of the real service is not documented.
	LateListing bool

	// ExtraEndpoints adds endpoints of other levels by the ends of their paths,
	// such as "image/uploadImage", to simulate a service in transition.
	ExtraEndpoints []string

	// CallbackPause is the pause before the first retry of a callback. It doubles
	// with each retry. 0 means 100ms.
	CallbackPause time.Duration

	// CallbackUpdateAdds makes updateCallback add types to those that are
	// configured. Without it they are replaced.
	CallbackUpdateAdds bool
}

func (o Options) withDefaults() Options {
	if o.Instances == 0 {
		o.Instances = 50
	}
	if o.Level == "" {
		o.Level = LevelCurrent
	}
	if o.TaskTime == 0 {
		o.TaskTime = 20 * time.Millisecond
	}
	if o.RestartTime == 0 {
		o.RestartTime = 80 * time.Millisecond
	}
	if o.TaskTimeout == 0 {
		o.TaskTimeout = 30 * time.Minute
	}
	if o.CallbackPause == 0 {
		o.CallbackPause = 100 * time.Millisecond
	}
	if o.AccessKey == "" {
		o.AccessKey = DefaultAccessKey
	}
	if o.SecretKey == "" {
		o.SecretKey = DefaultSecretKey
	}
	if o.QueryForm == "" {
		o.QueryForm = QueryJSON
	}
	return o
}

// Validate returns an error for the first option that is out of range. Options
// that are not set count as their defaults.
func (o Options) Validate() error {
	o = o.withDefaults()
	switch {
	case o.Instances < 0 || o.Instances > MaxInstances:
		return fmt.Errorf("the number of instances must be between 1 and %d, got %d", MaxInstances, o.Instances)
	case o.Level != LevelCurrent && o.Level != Level2024:
		return fmt.Errorf("unknown API level %q: use %s or %s", o.Level, LevelCurrent, Level2024)
	case o.Signatures != "" && o.Signatures != SignatureV1 && o.Signatures != SignatureV2:
		return fmt.Errorf("unknown signature version %q: use %s, %s or nothing for both", o.Signatures, SignatureV1, SignatureV2)
	case o.QueryForm != QueryJSON && o.QueryForm != QueryRaw:
		return fmt.Errorf("unknown query form %q: use %s or %s", o.QueryForm, QueryJSON, QueryRaw)
	case o.TaskTime < 0 || o.TaskJitter < 0 || o.RestartTime < 0 || o.TaskTimeout < 0 || o.Latency < 0 || o.CallbackPause < 0:
		return errors.New("times must not be negative")
	case o.TaskJitter > o.TaskTime:
		return errors.New("the jitter of tasks must not exceed the task time")
	case o.Rate < 0:
		return errors.New("the rate must not be negative")
	}
	return checkPathSuffixes(o.ExtraEndpoints)
}
