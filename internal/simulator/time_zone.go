package simulator

import (
	"encoding/json"
	"time"
	_ "time/tzdata" // the names must be known on machines without a zone database
)

type timeZoneArgs struct {
	TimeZone string `json:"timeZone"`
}

// updateTimeZone is pad/updateTimeZone (API document: Modify instance time zone).
var updateTimeZone = &operation{
	name: "updateTimeZone", change: true,
	check: func(_ *Simulator, f *fields) any {
		var args timeZoneArgs
		f.need("timeZone", &args.TimeZone)
		if _, err := time.LoadLocation(args.TimeZone); err != nil || args.TimeZone == "Local" {
			f.refuse(codeWrongParameters, "unknown time zone")
		}
		return args
	},
	apply: func(_ *Simulator, p *phone, raw json.RawMessage) (string, error) {
		var args timeZoneArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		p.set.setTimeZone(args.TimeZone)
		return "", nil
	},
}

func (s *settings) setTimeZone(name string) {
	s.TimeZone = name
	s.forget(listSetting, "timezone")
	s.forget(listSystem, "persist.sys.timezone")
}
