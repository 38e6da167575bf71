package simulator

import "encoding/json"

type speedArgs struct {
	Up   float64 `json:"up"`
	Down float64 `json:"down"`
}

// setSpeed is pad/setSpeed (API document: Set instance bandwidth). Values are in
// Mbit/s; 0 is unlimited, -1 blocks the traffic.
var setSpeed = &operation{
	name: "setSpeed", changes: true,
	parseArgs: func(_ *Simulator, f *fields) any {
		var args speedArgs
		f.required("upBandwidth", &args.Up)
		f.required("downBandwidth", &args.Down)
		for _, value := range []float64{args.Up, args.Down} {
			if value < 0 && value != -1 {
				f.refuse(codeInvalidParameters, "the bandwidth must be -1, 0 or above")
			}
		}
		return args
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args speedArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		inst.settings.Bandwidth = Bandwidth{UploadMbps: args.Up, DownloadMbps: args.Down}
		return "", nil
	},
}
