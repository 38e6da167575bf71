package simulator

import (
	"encoding/json"
	"regexp"
	"time"
)

type replaceArgs struct {
	Country string `json:"country,omitempty"`
}

var countryCodes = regexp.MustCompile(`^[A-Z]{2}$`)

// replacePad is pad/replacePad (API document: One Click New Machine). It erases one
// instance, including its Android properties, and gives it a new identity. The
// response is one object.
var replacePad = &operation{
	name: "replacePad", changes: true, nonIdempotent: true, disrupts: true, anyStatus: true,
	parseArgs: func(_ *Simulator, f *fields) any {
		var args replaceArgs
		if f.optional("countryCode", &args.Country) && !countryCodes.MatchString(args.Country) {
			f.refuse(codeInternal, "the country %q is not supported", args.Country)
		}
		return args
	},
	buildResponse: singleTaskItem,
	onStart: func(s *Simulator, t *task, start time.Time, usual time.Duration) time.Duration {
		return s.resetInstance(t.instance, start, usual)
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args replaceArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		inst.settings.Android = nil
		inst.settings.factoryReset()
		inst.settings.Identity.Number++
		inst.settings.Identity.Country = args.Country
		return "", nil
	},
}

// singleTaskItem is the response of operations that take one instance, nil if it was
// left out.
func singleTaskItem(r *request, outcomes []outcome) any {
	if len(outcomes) == 0 {
		return nil
	}
	return r.taskItem(outcomes[0])
}
