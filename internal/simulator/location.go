package simulator

import "encoding/json"

// setLocation is pad/gpsInjectInfo (API document: Set instance latitude and
// longitude). At the current level it answers true and acts at once. Nothing
// reads it back.
var setLocation = &operation{
	name: "setLocation", change: true, instant: true,
	check: func(_ *Simulator, f *fields) any {
		var l Location
		f.need("latitude", &l.Latitude)
		f.need("longitude", &l.Longitude)
		if !l.valid() {
			f.refuse(codeWrongParameters, "latitude must be between -90 and 90, longitude between -180 and 180")
		}
		return l
	},
	apply: func(_ *Simulator, p *phone, raw json.RawMessage) (string, error) {
		var l Location
		if err := json.Unmarshal(raw, &l); err != nil {
			return "", err
		}
		p.set.Location = &l
		return "", nil
	},
}

func (l Location) valid() bool {
	return l.Latitude >= -90 && l.Latitude <= 90 && l.Longitude >= -180 && l.Longitude <= 180
}
