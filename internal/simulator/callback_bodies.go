package simulator

import (
	"encoding/json"
	"strconv"
)

// Values of taskBusinessType in callbacks.
const (
	businessStatus    = 999
	businessRestart   = 1000
	businessReset     = 1001
	businessCommand   = 1002
	businessUpgrade   = 1012
	businessBlacklist = 1015
)

// payload is the body of a callback. The documents list different fields for
// each level and type of callback; no others are sent.
type payload map[string]any

// taskPayload returns the type and the body of the callback for a finished task
// (API document: Callback-related), or type 0 if the task has none.
func (s *Simulator) taskPayload(t *task) (int, payload) {
	current := s.options.Level == LevelCurrent
	b := payload{"taskId": t.id, "padCode": t.instance.code}
	switch t.operation.name {
	case "restart":
		return CallbackRestart, b.addTaskResult(t, businessRestart)
	case "reset":
		return CallbackRestart, b.addTaskResult(t, businessReset)
	case "upgradeImage":
		return CallbackUpgrade, b.addTaskResult(t, businessUpgrade)
	case "asyncCmd":
		b.addTaskResult(t, businessCommand)
		if !current {
			delete(b, "taskBusinessType")
		}
		var args commandArgs
		decodeArgs(t, &args)
		b["cmd"], b["cmdResult"] = args.Script, t.result
		return CallbackCommand, b
	case "uploadFile":
		var args pushArgs
		decodeArgs(t, &args)
		b["result"], b["errorCode"], b["fileId"] = t.status == taskDone, nil, args.File.FileID
		if t.status != taskDone {
			b["errorCode"] = t.errorMsg
		}
		return CallbackFilePush, b
	case "installApp":
		return CallbackInstall, b.addInstalledApp(t, current)
	case "uninstallApp":
		return CallbackUninstall, b.addUninstalledApp(t, current)
	case "listApp":
		b["taskStatus"], b["apps"] = t.status, s.installedAppList(t, current)
		return CallbackAppList, b
	case "triggeringBlacklist":
		b["taskStatus"] = t.status
		if current {
			b["taskBusinessType"] = businessBlacklist
		}
		return CallbackBlacklist, b
	}
	return 0, nil
}

// addTaskResult adds the fields that the callbacks of most tasks share.
func (b payload) addTaskResult(t *task, business int) payload {
	b["taskBusinessType"], b["taskStatus"], b["endTime"] = business, t.status, t.end.UnixMilli()
	b["taskContent"], b["taskResult"] = nil, "Success"
	if t.status != taskDone {
		b["taskResult"] = t.errorMsg
	}
	return b
}

func (b payload) addInstalledApp(t *task, current bool) payload {
	var args installArgs
	decodeArgs(t, &args)
	app := payload{
		"appId": args.App.AppID, "appName": args.App.Name, "pkgName": args.Package,
		"padCode": t.instance.code, "result": t.status == taskDone,
	}
	if current {
		app["failMsg"], app["versionCode"], app["versionName"] = nil, args.App.VersionCode, args.App.VersionName
		if t.status != taskDone {
			app["failMsg"] = t.errorMsg
		}
		b["endTime"] = t.end.UnixMilli()
	} else {
		delete(b, "padCode")
	}
	b["apps"] = []payload{app}
	return b
}

// addUninstalledApp adds the app as one object, not as a list, and the result
// beside it.
func (b payload) addUninstalledApp(t *task, current bool) payload {
	var args uninstallArgs
	decodeArgs(t, &args)
	b["apps"] = payload{"pkgName": args.Package, "padCode": t.instance.code, "appId": nil, "appName": nil}
	b["result"] = t.status == taskDone
	if !current {
		delete(b, "padCode")
	}
	return b
}

// installedAppList returns the apps for the callback of pad/listApp, the only
// place where the API returns them.
func (s *Simulator) installedAppList(t *task, current bool) []payload {
	apps := []payload{}
	if t.status != taskDone {
		return apps
	}
	for _, row := range t.instance.appRows() {
		app := payload{"appName": row.AppName, "pkgName": row.PackageName}
		if current {
			app["versionCode"], app["versionName"], app["appState"] = row.VersionCode, row.VersionName, row.AppState
		}
		apps = append(apps, app)
	}
	return apps
}

// statusPayload returns the callback for a change of status or connection.
func (s *Simulator) statusPayload(inst *instance, status int) payload {
	b := payload{"padCode": inst.code, "padStatus": status}
	if s.options.Level == LevelCurrent {
		b["taskBusinessType"], b["padConnectStatus"] = businessStatus, inst.onlineFlag()
	}
	return b
}

// applyQuirks changes the body into one of the other shapes that the service
// was observed to send.
func (b payload) applyQuirks(v variant) {
	if v.isNth(2, 0) {
		for _, name := range []string{"taskBusinessType", "taskStatus", "padStatus"} {
			if number, ok := b[name].(int); ok {
				b[name] = strconv.Itoa(number)
			}
		}
	}
	if _, ends := b["endTime"]; ends && v.isNth(3, 1) {
		b["endTime"] = nil
	}
	if apps, listed := b["apps"].([]payload); listed && v.isNth(2, 1) {
		delete(b, "apps")
		if len(apps) == 1 {
			b["apps"] = apps[0]
		}
	}
}

// decodeArgs decodes the arguments that encodeArgs has stored in a task.
func decodeArgs(t *task, into any) {
	if err := json.Unmarshal(t.args, into); err != nil && len(t.args) > 0 {
		panic(err)
	}
}
