package simulator

import (
	"encoding/json"
	"fmt"
)

// appCall is one app of installApp and uninstallApp on the wire.
type appCall struct {
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

// installApp is pad/installApp (API document: Application installation). The
// phone gets the package of the catalogue, whatever the request calls it.
var installApp = &operation{
	name: "installApp", change: true,
	orders: func(s *Simulator, r *request) []order {
		return s.appOrders(r, func(call appCall) any {
			if call.AppID == nil {
				r.fields.refuse(codeRequiredEmpty, "appId cannot be empty")
				return nil
			}
			a := s.account.catalogue.app(*call.AppID)
			if a == nil || !a.Available {
				r.fields.refuse(codeNoSuchFile, "the file of app %d is not available", *call.AppID)
				return nil
			}
			return installArgs{a.PackageName, a.installed(), a.Broken}
		})
	},
	apply: func(_ *Simulator, p *phone, raw json.RawMessage) (string, error) {
		var args installArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		if args.Broken {
			return "", fmt.Errorf("INSTALL_FAILED_INVALID_APK: %s cannot be installed", args.Package)
		}
		if err := p.allows(args.Package); err != nil {
			return "", err
		}
		p.set.install(args.Package, args.App)
		return "", nil
	},
}

func (a *App) installed() InstalledApp {
	return InstalledApp{Name: a.Name, VersionName: a.VersionName, VersionCode: a.VersionCode, AppID: a.ID}
}

type uninstallArgs struct {
	Package string `json:"package"`
}

// uninstallApp is pad/uninstallApp (API document: Application uninstallation),
// by package name. An app that is not there makes the task fail in 2024
// (110007) and is nothing to do at the current level.
var uninstallApp = &operation{
	name: "uninstallApp", change: true,
	orders: func(s *Simulator, r *request) []order {
		return s.appOrders(r, func(call appCall) any {
			if call.PackageName == "" {
				r.fields.refuse(codeRequiredEmpty, "pkgName cannot be empty")
			}
			return uninstallArgs{call.PackageName}
		})
	},
	apply: func(s *Simulator, p *phone, raw json.RawMessage) (string, error) {
		var args uninstallArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		if _, there := p.set.Apps[args.Package]; !there && s.options.Level == Level2024 {
			return "", fmt.Errorf("110007: %s is not installed", args.Package)
		}
		delete(p.set.Apps, args.Package)
		return "", nil
	},
}

// readApps reads the list of apps, which nothing but these two take.
func readApps(f *fields) []appCall {
	var apps []appCall
	f.may("apps", &apps)
	return apps
}

// appOrders makes one order for each app; the limit counts the phones of all.
func (s *Simulator) appOrders(r *request, args func(appCall) any) []order {
	f := r.fields
	var calls []appCall
	f.need("apps", &calls)
	total := 0
	for _, call := range calls {
		total += len(call.PadCodes)
	}
	s.counters.batch(r.route.path, total)
	f.checkCount("apps[].padCodes", total, r.route.limit)
	var orders []order
	for _, call := range calls {
		if len(call.PadCodes) == 0 {
			f.refuse(codeRequiredEmpty, "padCodes cannot be empty")
		}
		if !r.current() && (call.AppID == nil || call.AppName == "" || call.PackageName == "") {
			f.refuse(codeRequiredEmpty, "appId, appName and pkgName cannot be empty")
		}
		if f.refused != nil {
			return nil
		}
		phones, refused := s.phonesOf(r, call.PadCodes, true)
		if refused != nil {
			f.refused = refused
			return nil
		}
		orders = append(orders, order{phones: phones, args: keep(f, args(call))})
	}
	return orders
}
