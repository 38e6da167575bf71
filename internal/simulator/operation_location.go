package simulator

import "encoding/json"

// setLocation is pad/gpsInjectInfo (API document: Set instance latitude and
// longitude). At the current level it responds with true and acts at once. The
// API never returns the location.
var setLocation = &operation{
	name: "setLocation", changes: true, immediate: true,
	parseArgs: func(_ *Simulator, f *fields) any {
		var l Location
		f.required("latitude", &l.Latitude)
		f.required("longitude", &l.Longitude)
		if !l.valid() {
			f.refuse(codeInvalidParameters, "latitude must be between -90 and 90, longitude between -180 and 180")
		}
		return l
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var l Location
		if err := json.Unmarshal(raw, &l); err != nil {
			return "", err
		}
		inst.settings.Location = &l
		return "", nil
	},
}

func (l Location) valid() bool {
	return l.Latitude >= -90 && l.Latitude <= 90 && l.Longitude >= -180 && l.Longitude <= 180
}
