package simulator

import (
	"fmt"
	"slices"
	"strings"
)

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
	only2024    = []string{Level2024}
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
		{"POST", "/openapi/open/pad/syncCmd", 1, only2024, syncCommand, nil},
		{"POST", "/openapi/open/pad/generatePreview", 100, only2024, preview, nil},
		{"POST", "/openapi/open/appBlack/setUpBlackList", 0, both, setBlacklist, nil},
		{"POST", "/openapi/open/pad/triggeringBlacklist", 100, both, nil, enforceBlacklist},
		{"POST", "/openapi/open/network/bindIp", 0, only2024, bindIP, nil},
		{"POST", "/openapi/open/network/unbindIp", 0, only2024, unbindIP, nil},
		{"GET", "/openapi/open/network/getIP", 0, only2024, getIP, nil},
		{"GET", "/openapi/open/config/selectList", 0, both, listCallbackTypes, nil},
		{"GET", "/openapi/open/config/selectCallback", 0, both, getCallback, nil},
		{"POST", "/openapi/open/config/insertCallback", 0, both, insertCallback, nil},
		{"POST", "/openapi/open/config/updateCallback", 0, both, updateCallback, nil},
		{"POST", "/openapi/open/config/deleteCallback", 0, both, deleteCallback, nil},
		{"POST", "/openapi/open/pad/setSpeed", 100, both, nil, setSpeed},
		{"POST", "/openapi/open/network/proxy/set", 100, both, nil, setProxy},
		{"POST", "/openapi/open/network/proxy/info", 100, both, nil, proxyInfo},
		{"POST", "/openapi/open/group/infos", 0, both, groupInfos, nil},
		{"POST", "/file-center/open/app/list", 0, both, listApps, nil},
		{"POST", "/file-center/open/app/detail", 0, both, appDetail, nil},
		{"POST", "/file-center/open/file/list", 0, both, listFiles, nil},
		{"POST", "/file-center/open/file/cache", 0, both, cacheFile, nil},
		{"POST", "/file-center/open/file/batch/del", 200, currentOnly, deleteFiles, nil},
		{"POST", "/file-center/open/app/cache", maxApps, both, cacheApps, nil},
		{"POST", "/openapi/open/image/uploadImage", 0, only2024, uploadImages, nil},
		{"POST", "/openapi/open/image/queryImageList", 0, currentOnly, queryImages, nil},
		{"POST", "/task-center/open/task/fileTaskDetail", 100, both, fileTaskDetail, nil},
		{"POST", "/task-center/open/task/cacheFileResult", 100, only2024, cacheFileResult, nil},
		{"POST", "/task-center/open/task/imageUploadResult", 100, only2024, imageUploadResult, nil},
		{"POST", "/task-center/open/task/screenshotInfo", 100, both, screenshotInfo, nil},
		{"POST", "/task-center/open/task/appOperateInfo", 100, both, appOperateInfo, nil},
		{"POST", "/task-center/open/task/list", 0, only2024, listTasks, nil},
		{"POST", "/task-center/open/task/padTaskDetail", 100, both, padTaskDetail, nil},
		{"POST", "/task-center/open/task/padExecuteTaskInfo", 100, both, padExecuteTaskInfo, nil},
		{"POST", "/task-center/open/task/executeScriptInfo", 100, both, executeScriptInfo, nil},
	}
}

// routesAt is the endpoints of one API level by path, and those that are also
// offered by the ends of their paths.
func routesAt(level string, also []string) map[string]*route {
	byPath := map[string]*route{}
	for _, r := range endpoints() {
		if slices.Contains(r.levels, level) || endsIn(r.path, also...) {
			byPath[r.path] = r
		}
	}
	return byPath
}

// checkPaths refuses ends of paths that no endpoint has.
func checkPaths(ends []string) error {
	for _, end := range ends {
		if end == "" || !slices.ContainsFunc(endpoints(), func(r *route) bool { return strings.HasSuffix(r.path, end) }) {
			return fmt.Errorf("no endpoint has a path that ends in %q", end)
		}
	}
	return nil
}

// pathOf is the endpoint that submits an operation; "": none does.
func pathOf(op *operation) string {
	for _, r := range endpoints() {
		if r.task == op {
			return r.path
		}
	}
	return ""
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
