package simulator

import (
	"encoding/json"
	"strconv"
)

// Business types of tasks and of a change of status, as callbacks tell them.
const (
	businessStatus    = 999
	businessRestart   = 1000
	businessReset     = 1001
	businessCommand   = 1002
	businessUpgrade   = 1012
	businessBlacklist = 1015
)

// notice is the fields of a callback. Those of the documents differ between the
// levels; of each type the service sends no more than they list.
type notice map[string]any

// callbackOfTask is what the end of a task says, and to which type of callback
// it belongs (API document: Callback-related); 0: to none.
func (s *Simulator) callbackOfTask(t *task) (int, notice) {
	newer := s.options.Level == LevelCurrent
	b := notice{"taskId": t.id, "padCode": t.phone.code}
	switch t.operation.name {
	case "restart":
		return CallbackRestart, b.ended(t, businessRestart)
	case "reset":
		return CallbackRestart, b.ended(t, businessReset)
	case "upgradeImage":
		return CallbackUpgrade, b.ended(t, businessUpgrade)
	case "asyncCmd":
		b.ended(t, businessCommand)
		if !newer {
			delete(b, "taskBusinessType")
		}
		var args commandArgs
		readArgs(t, &args)
		b["cmd"], b["cmdResult"] = args.Script, t.result
		return CallbackCommand, b
	case "uploadFile":
		var args pushArgs
		readArgs(t, &args)
		b["result"], b["errorCode"], b["fileId"] = t.status == taskDone, nil, args.File.FileID
		if t.status != taskDone {
			b["errorCode"] = t.errorMsg
		}
		return CallbackFilePush, b
	case "installApp":
		return CallbackInstall, b.installed(t, newer)
	case "uninstallApp":
		return CallbackUninstall, b.uninstalled(t, newer)
	case "listApp":
		b["taskStatus"], b["apps"] = t.status, s.listedApps(t, newer)
		return CallbackAppList, b
	case "triggeringBlacklist":
		b["taskStatus"] = t.status
		if newer {
			b["taskBusinessType"] = businessBlacklist
		}
		return CallbackBlacklist, b
	}
	return 0, nil
}

// ended adds what the callbacks of most tasks tell.
func (b notice) ended(t *task, business int) notice {
	b["taskBusinessType"], b["taskStatus"], b["endTime"] = business, t.status, t.end.UnixMilli()
	b["taskContent"], b["taskResult"] = nil, "Success"
	if t.status != taskDone {
		b["taskResult"] = t.errorMsg
	}
	return b
}

func (b notice) installed(t *task, newer bool) notice {
	var args installArgs
	readArgs(t, &args)
	app := notice{
		"appId": args.App.AppID, "appName": args.App.Name, "pkgName": args.Package,
		"padCode": t.phone.code, "result": t.status == taskDone,
	}
	if newer {
		app["failMsg"], app["versionCode"], app["versionName"] = nil, args.App.VersionCode, args.App.VersionName
		if t.status != taskDone {
			app["failMsg"] = t.errorMsg
		}
		b["endTime"] = t.end.UnixMilli()
	} else {
		delete(b, "padCode")
	}
	b["apps"] = []notice{app}
	return b
}

// uninstalled has one app instead of a list, and the result beside it.
func (b notice) uninstalled(t *task, newer bool) notice {
	var args uninstallArgs
	readArgs(t, &args)
	b["apps"] = notice{"pkgName": args.Package, "padCode": t.phone.code, "appId": nil, "appName": nil}
	b["result"] = t.status == taskDone
	if !newer {
		delete(b, "padCode")
	}
	return b
}

// listedApps is the answer that pad/listApp promises: nothing but the callback
// tells it.
func (s *Simulator) listedApps(t *task, newer bool) []notice {
	apps := []notice{}
	if t.status != taskDone {
		return apps
	}
	for _, row := range t.phone.appRows() {
		app := notice{"appName": row.AppName, "pkgName": row.PackageName}
		if newer {
			app["versionCode"], app["versionName"], app["appState"] = row.VersionCode, row.VersionName, row.AppState
		}
		apps = append(apps, app)
	}
	return apps
}

// statusBody tells that a phone has another status, or another connection.
func (s *Simulator) statusBody(p *phone, status int) notice {
	b := notice{"padCode": p.code, "padStatus": status}
	if s.options.Level == LevelCurrent {
		b["taskBusinessType"], b["padConnectStatus"] = businessStatus, p.onlineFlag()
	}
	return b
}

// contradict gives a notice a shape in which the service was seen to send it.
func (b notice) contradict(t turn) {
	if t.every(2, 0) {
		for _, name := range []string{"taskBusinessType", "taskStatus", "padStatus"} {
			if number, ok := b[name].(int); ok {
				b[name] = strconv.Itoa(number)
			}
		}
	}
	if _, ends := b["endTime"]; ends && t.every(3, 1) {
		b["endTime"] = nil
	}
	if apps, listed := b["apps"].([]notice); listed && t.every(2, 1) {
		delete(b, "apps")
		if len(apps) == 1 {
			b["apps"] = apps[0]
		}
	}
}

// readArgs reads what a task remembers; it wrote that itself.
func readArgs(t *task, into any) {
	if err := json.Unmarshal(t.args, into); err != nil && len(t.args) > 0 {
		panic(err)
	}
}
