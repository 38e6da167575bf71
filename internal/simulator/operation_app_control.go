package simulator

import (
	"encoding/json"
	"fmt"
	"slices"
)

type appControlArgs struct {
	Package string `json:"package"`
}

// startApp, stopApp and restartApp are pad/startApp, pad/stopApp and pad/restartApp
// (API document: Application launch, Application stop, Application restart). The task
// fails if the app is not installed.
var (
	startApp = appControl("startApp", 110008, false, func(s *settings, name string) {
		if !slices.Contains(s.RunningApps, name) {
			s.RunningApps = append(s.RunningApps, name)
		}
	})
	stopApp = appControl("stopApp", 110010, false, func(s *settings, name string) {
		s.RunningApps = slices.DeleteFunc(s.RunningApps, func(running string) bool { return running == name })
	})
	restartApp = appControl("restartApp", 110009, true, func(s *settings, name string) {
		if !slices.Contains(s.RunningApps, name) {
			s.RunningApps = append(s.RunningApps, name)
		}
		s.AppRestarts++
	})
)

func appControl(name string, code int, nonIdempotent bool, effect func(s *settings, packageName string)) *operation {
	return &operation{
		name: name, changes: true, nonIdempotent: nonIdempotent,
		parseArgs: func(_ *Simulator, f *fields) any {
			var args appControlArgs
			f.required("pkgName", &args.Package)
			return args
		},
		apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
			var args appControlArgs
			if err := json.Unmarshal(raw, &args); err != nil {
				return "", err
			}
			if _, installed := inst.settings.Apps[args.Package]; !installed {
				return "", fmt.Errorf("%d: %s is not installed", code, args.Package)
			}
			effect(&inst.settings, args.Package)
			return "", nil
		},
	}
}
