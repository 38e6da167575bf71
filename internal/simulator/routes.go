package simulator

import "slices"

// route is one endpoint: either it answers at once, or it submits a task to
// each phone that the request names.
type route struct {
	method string
	path   string
	limit  int // phones (or task ids) that one request may name; 0: names none
	levels []string
	answer func(*Simulator, *request) (any, *refusal)
	task   *operation
}

var (
	both        = []string{Level2024, LevelCurrent}
	currentOnly = []string{LevelCurrent}
)

// endpoints is the one list of what the service offers. A new endpoint is a
// file with its answer or operation, and a line here.
func endpoints() []*route {
	return []*route{
		{"POST", "/openapi/open/pad/restart", 100, both, nil, restart},
		{"POST", "/openapi/open/pad/reset", 100, both, nil, reset},
		{"POST", "/openapi/open/pad/padProperties", 1, both, padProperties, nil},
		{"POST", "/openapi/open/pad/batchPadProperties", 200, currentOnly, batchPadProperties, nil},
		{"POST", "/openapi/open/pad/updatePadProperties", 100, both, nil, updatePadProperties},
		{"POST", "/openapi/open/pad/padDetails", 100, both, padDetails, nil},
		{"POST", "/openapi/open/pad/infos", 100, both, padInfos, nil},
		{"POST", "/openapi/open/pad/modelInfo", 100, both, modelInfo, nil},
		{"POST", "/openapi/open/pad/updateTimeZone", 100, both, nil, updateTimeZone},
		{"POST", "/openapi/open/pad/updateLanguage", 100, both, nil, updateLanguage},
		{"POST", "/openapi/open/pad/updateSIM", 100, both, nil, updateSIM},
		{"POST", "/openapi/open/pad/gpsInjectInfo", 100, both, nil, setLocation},
		{"POST", "/openapi/open/pad/updatePadAndroidProp", 1, both, nil, updateAndroidProperties},
		{"POST", "/openapi/open/pad/adb", 1, both, padADB, nil},
		{"POST", "/openapi/open/pad/openOnlineAdb", 200, currentOnly, nil, openOnlineADB},
		{"POST", "/openapi/open/pad/upgradeImage", 100, both, nil, upgradeImage},
		{"POST", "/openapi/open/pad/installApp", 100, both, nil, installApp},
		{"POST", "/openapi/open/pad/uninstallApp", 100, both, nil, uninstallApp},
		{"POST", "/openapi/open/pad/listApp", 100, both, nil, listApp},
		{"POST", "/openapi/open/pad/listInstalledApp", 100, currentOnly, listInstalledApp, nil},
		{"POST", "/openapi/open/pad/v2/uploadFile", 100, both, nil, pushFile},
		{"POST", "/openapi/open/pad/asyncCmd", 100, both, nil, runCommand},
		{"POST", "/openapi/open/pad/setSpeed", 100, both, nil, setSpeed},
		{"POST", "/openapi/open/network/proxy/set", 100, both, nil, setProxy},
		{"POST", "/openapi/open/network/proxy/info", 100, both, nil, proxyInfo},
		{"POST", "/openapi/open/group/infos", 0, both, groupInfos, nil},
		{"POST", "/file-center/open/app/list", 0, both, listApps, nil},
		{"POST", "/file-center/open/app/detail", 0, both, appDetail, nil},
		{"POST", "/file-center/open/file/list", 0, both, listFiles, nil},
		{"POST", "/task-center/open/task/padTaskDetail", 100, both, padTaskDetail, nil},
		{"POST", "/task-center/open/task/padExecuteTaskInfo", 100, both, padExecuteTaskInfo, nil},
		{"POST", "/task-center/open/task/executeScriptInfo", 100, both, executeScriptInfo, nil},
	}
}

// routesAt is the endpoints of one API level by path.
func routesAt(level string) map[string]*route {
	byPath := map[string]*route{}
	for _, r := range endpoints() {
		if slices.Contains(r.levels, level) {
			byPath[r.path] = r
		}
	}
	return byPath
}

// operationNamed finds the operation of a task that comes from a state file.
func operationNamed(name string) *operation {
	for _, r := range endpoints() {
		if r.task != nil && r.task.name == name {
			return r.task
		}
	}
	return nil
}
