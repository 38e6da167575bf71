package simulator

import (
	"encoding/json"
	"fmt"
)

// appRequest is one app in a request of installApp or uninstallApp.
type appRequest struct {
	AppID       *int64   `json:"appId"`
	AppName     string   `json:"appName"`
	PackageName string   `json:"pkgName"`
	PadCodes    []string `json:"padCodes"`
}

type installArgs struct {
	Package string       `json:"package"`
	App     InstalledApp `json:"app"`
	Broken  bool         `json:"broken,omitempty"`
}

// installApp is pad/installApp (API document: Application installation). It
// installs the package of the catalog, whatever names the request has.
var installApp = &operation{
	name: "installApp", changes: true,
	parseJobs: func(s *Simulator, r *request) []job {
		return s.parseAppJobs(r, func(call appRequest) any {
			if call.AppID == nil {
				r.fields.refuse(codeRequired, "appId cannot be empty")
				return nil
			}
			a := s.account.catalog.app(*call.AppID)
			if a == nil || !a.Available {
				r.fields.refuse(codeFileNotFound, "the file of app %d is not available", *call.AppID)
				return nil
			}
			return installArgs{a.PackageName, a.asInstalled(), a.Broken}
		})
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args installArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		if args.Broken {
			return "", fmt.Errorf("INSTALL_FAILED_INVALID_APK: %s cannot be installed", args.Package)
		}
		if err := inst.checkBlacklist(args.Package); err != nil {
			return "", err
		}
		inst.settings.install(args.Package, args.App)
		return "", nil
	},
}

func (a *App) asInstalled() InstalledApp {
	return InstalledApp{Name: a.Name, VersionName: a.VersionName, VersionCode: a.VersionCode, AppID: a.ID}
}

type uninstallArgs struct {
	Package string `json:"package"`
}

// uninstallApp is pad/uninstallApp (API document: Application uninstallation),
// by package name. If the app is not installed, the task fails in 2024 (110007)
// and succeeds at the current level.
var uninstallApp = &operation{
	name: "uninstallApp", changes: true,
	parseJobs: func(s *Simulator, r *request) []job {
		return s.parseAppJobs(r, func(call appRequest) any {
			if call.PackageName == "" {
				r.fields.refuse(codeRequired, "pkgName cannot be empty")
			}
			return uninstallArgs{call.PackageName}
		})
	},
	apply: func(s *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args uninstallArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		if _, there := inst.settings.Apps[args.Package]; !there && s.options.Level == Level2024 {
			return "", fmt.Errorf("110007: %s is not installed", args.Package)
		}
		delete(inst.settings.Apps, args.Package)
		return "", nil
	},
}

// parseApps reads the list of apps of installApp and uninstallApp.
func parseApps(f *fields) []appRequest {
	var apps []appRequest
	f.optional("apps", &apps)
	return apps
}

// parseAppJobs returns one job per app. The limit applies to the instances of all
// apps together.
func (s *Simulator) parseAppJobs(r *request, args func(appRequest) any) []job {
	f := r.fields
	var calls []appRequest
	f.required("apps", &calls)
	total := 0
	for _, call := range calls {
		total += len(call.PadCodes)
	}
	s.counters.countBatch(r.route.path, total)
	f.checkLimit("apps[].padCodes", total, r.route.limit)
	var jobs []job
	for _, call := range calls {
		if len(call.PadCodes) == 0 {
			f.refuse(codeRequired, "padCodes cannot be empty")
		}
		if !r.current() && (call.AppID == nil || call.AppName == "" || call.PackageName == "") {
			f.refuse(codeRequired, "appId, appName and pkgName cannot be empty")
		}
		if f.refused != nil {
			return nil
		}
		instances, refused := s.findInstances(r, call.PadCodes, true)
		if refused != nil {
			f.refused = refused
			return nil
		}
		jobs = append(jobs, job{instances: instances, args: encodeArgs(f, args(call))})
	}
	return jobs
}
