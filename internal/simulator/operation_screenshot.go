package simulator

import (
	"encoding/json"
	"fmt"
)

type screenshotArgs struct {
	Rotation  int  `json:"rotation"`
	Broadcast bool `json:"broadcast,omitempty"`
}

// screenshot is pad/screenshot (API document: Local screenshot). The result of the
// task is the URL of the picture.
var screenshot = &operation{
	name: "screenshot", nonIdempotent: true,
	parseArgs: func(_ *Simulator, f *fields) any {
		var args screenshotArgs
		f.required("rotation", &args.Rotation)
		f.optional("broadcast", &args.Broadcast)
		if args.Rotation != 0 && args.Rotation != 1 {
			f.refuse(codeInvalidParameters, "rotation must be 0 or 1")
		}
		return args
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args screenshotArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		inst.settings.Screenshots++
		return fmt.Sprintf("https://screenshots.simulator.invalid/%s/%d.png?rotation=%d", inst.code, inst.settings.Screenshots, args.Rotation), nil
	},
}
