package simulator

import (
	"encoding/json"
	"time"
	_ "time/tzdata" // for hosts without a time zone database
)

type timeZoneArgs struct {
	TimeZone string `json:"timeZone"`
}

// updateTimeZone is pad/updateTimeZone (API document: Modify instance time zone).
var updateTimeZone = &operation{
	name: "updateTimeZone", changes: true,
	parseArgs: func(_ *Simulator, f *fields) any {
		var args timeZoneArgs
		f.required("timeZone", &args.TimeZone)
		if _, err := time.LoadLocation(args.TimeZone); err != nil || args.TimeZone == "Local" {
			f.refuse(codeInvalidParameters, "unknown time zone")
		}
		return args
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args timeZoneArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		inst.settings.setTimeZone(args.TimeZone)
		return "", nil
	},
}

func (s *settings) setTimeZone(name string) {
	s.TimeZone = name
	s.clearProperty(listSetting, "timezone")
	s.clearProperty(listSystem, "persist.sys.timezone")
}
