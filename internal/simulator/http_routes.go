package simulator

import (
	"fmt"
	"slices"
	"strings"
)

// route is one endpoint. It either responds at once (handle) or submits a task to
// each instance of the request (operation).
type route struct {
	method    string
	path      string
	limit     int // instances (or task ids) per request; 0: the request names none
	levels    []string
	handle    func(*Simulator, *request) (any, *refusal)
	operation *operation
}

var (
	allLevels   = []string{Level2024, LevelCurrent}
	currentOnly = []string{LevelCurrent}
	only2024    = []string{Level2024}
)

// endpoints returns all endpoints. A new endpoint is a file with its handler or
// operation, and a line here.
func endpoints() []*route {
	return []*route{
		{"POST", "/openapi/open/pad/restart", 100, allLevels, nil, restart},
		{"POST", "/openapi/open/pad/reset", 100, allLevels, nil, reset},
		{"POST", "/openapi/open/pad/padProperties", 1, allLevels, padProperties, nil},
		{"POST", "/openapi/open/pad/batchPadProperties", 200, currentOnly, batchPadProperties, nil},
		{"POST", "/openapi/open/pad/updatePadProperties", 100, allLevels, nil, updatePadProperties},
		{"POST", "/openapi/open/pad/padDetails", 100, allLevels, padDetails, nil},
		{"POST", "/openapi/open/pad/infos", 100, allLevels, padInfos, nil},
		{"POST", "/openapi/open/pad/modelInfo", 100, allLevels, modelInfo, nil},
		{"POST", "/openapi/open/pad/updateTimeZone", 100, allLevels, nil, updateTimeZone},
		{"POST", "/openapi/open/pad/updateLanguage", 100, allLevels, nil, updateLanguage},
		{"POST", "/openapi/open/pad/updateSIM", 100, allLevels, nil, updateSIM},
		{"POST", "/openapi/open/pad/gpsInjectInfo", 100, allLevels, nil, setLocation},
		{"POST", "/openapi/open/pad/updatePadAndroidProp", 1, allLevels, nil, updateAndroidProperties},
		{"POST", "/openapi/open/pad/adb", 1, allLevels, padADB, nil},
		{"POST", "/openapi/open/pad/openOnlineAdb", 200, currentOnly, nil, openOnlineADB},
		{"POST", "/openapi/open/pad/upgradeImage", 100, allLevels, nil, upgradeImage},
		{"POST", "/openapi/open/pad/installApp", 100, allLevels, nil, installApp},
		{"POST", "/openapi/open/pad/uninstallApp", 100, allLevels, nil, uninstallApp},
		{"POST", "/openapi/open/pad/listApp", 100, allLevels, nil, listApp},
		{"POST", "/openapi/open/pad/listInstalledApp", 100, currentOnly, listInstalledApp, nil},
		{"POST", "/openapi/open/pad/v2/uploadFile", 100, allLevels, nil, pushFile},
		{"POST", "/openapi/open/pad/asyncCmd", 100, allLevels, nil, runCommand},
		{"POST", "/openapi/open/pad/syncCmd", 1, only2024, syncCommand, nil},
		{"POST", "/openapi/open/pad/generatePreview", 100, only2024, preview, nil},
		{"POST", "/openapi/open/pad/replacePad", 1, allLevels, nil, replacePad},
		{"POST", "/openapi/open/pad/updateContacts", 1, allLevels, nil, updateContacts},
		{"POST", "/openapi/open/pad/screenshot", 100, allLevels, nil, screenshot},
		{"POST", "/openapi/open/pad/startApp", 100, allLevels, nil, startApp},
		{"POST", "/openapi/open/pad/stopApp", 100, allLevels, nil, stopApp},
		{"POST", "/openapi/open/pad/restartApp", 100, allLevels, nil, restartApp},
		{"POST", "/openapi/open/device/powerReset", 100, allLevels, powerReset, nil},
		{"POST", "/rtc/open/room/dissolveRoom", 100, allLevels, dissolveRoom, nil},
		{"POST", "/openapi/open/appBlack/setUpBlackList", 0, allLevels, setBlacklist, nil},
		{"POST", "/openapi/open/pad/triggeringBlacklist", 100, allLevels, nil, enforceBlacklist},
		{"POST", "/openapi/open/network/bindIp", 0, only2024, bindIP, nil},
		{"POST", "/openapi/open/network/unbindIp", 0, only2024, unbindIP, nil},
		{"GET", "/openapi/open/network/getIP", 0, only2024, getIP, nil},
		{"GET", "/openapi/open/config/selectList", 0, allLevels, listCallbackTypes, nil},
		{"GET", "/openapi/open/config/selectCallback", 0, allLevels, getCallback, nil},
		{"POST", "/openapi/open/config/insertCallback", 0, allLevels, insertCallback, nil},
		{"POST", "/openapi/open/config/updateCallback", 0, allLevels, updateCallback, nil},
		{"POST", "/openapi/open/config/deleteCallback", 0, allLevels, deleteCallback, nil},
		{"POST", "/openapi/open/pad/setSpeed", 100, allLevels, nil, setSpeed},
		{"POST", "/openapi/open/network/proxy/set", 100, allLevels, nil, setProxy},
		{"POST", "/openapi/open/network/proxy/info", 100, allLevels, nil, proxyInfo},
		{"POST", "/openapi/open/group/infos", 0, allLevels, groupInfos, nil},
		{"POST", "/file-center/open/app/list", 0, allLevels, listApps, nil},
		{"POST", "/file-center/open/app/detail", 0, allLevels, appDetail, nil},
		{"POST", "/file-center/open/file/list", 0, allLevels, listFiles, nil},
		{"POST", "/file-center/open/file/cache", 0, allLevels, cacheFile, nil},
		{"POST", "/file-center/open/file/batch/del", 200, currentOnly, deleteFiles, nil},
		{"POST", "/file-center/open/app/cache", maxApps, allLevels, cacheApps, nil},
		{"POST", "/openapi/open/image/uploadImage", 0, only2024, uploadImages, nil},
		{"POST", "/openapi/open/image/queryImageList", 0, currentOnly, queryImages, nil},
		{"POST", "/task-center/open/task/fileTaskDetail", 100, allLevels, fileTaskDetail, nil},
		{"POST", "/task-center/open/task/cacheFileResult", 100, only2024, cacheFileResult, nil},
		{"POST", "/task-center/open/task/imageUploadResult", 100, only2024, imageUploadResult, nil},
		{"POST", "/task-center/open/task/screenshotInfo", 100, allLevels, screenshotInfo, nil},
		{"POST", "/task-center/open/task/appOperateInfo", 100, allLevels, appOperateInfo, nil},
		{"POST", "/task-center/open/task/list", 0, only2024, listTasks, nil},
		{"POST", "/task-center/open/task/padTaskDetail", 100, allLevels, padTaskDetail, nil},
		{"POST", "/task-center/open/task/padExecuteTaskInfo", 100, allLevels, padExecuteTaskInfo, nil},
		{"POST", "/task-center/open/task/executeScriptInfo", 100, allLevels, executeScriptInfo, nil},
	}
}

// routesAt returns the endpoints of one API level by path, and those whose path
// ends in one of also.
func routesAt(level string, also []string) map[string]*route {
	byPath := map[string]*route{}
	for _, r := range endpoints() {
		if slices.Contains(r.levels, level) || hasAnySuffix(r.path, also...) {
			byPath[r.path] = r
		}
	}
	return byPath
}

// checkPathSuffixes returns an error if a suffix matches no endpoint.
func checkPathSuffixes(ends []string) error {
	for _, end := range ends {
		if end == "" || !slices.ContainsFunc(endpoints(), func(r *route) bool { return strings.HasSuffix(r.path, end) }) {
			return fmt.Errorf("no endpoint has a path that ends in %q", end)
		}
	}
	return nil
}

// submitPathOf returns the path of the endpoint that submits an operation, or "".
func submitPathOf(op *operation) string {
	for _, r := range endpoints() {
		if r.operation == op {
			return r.path
		}
	}
	return ""
}

// operationByName returns the operation of a task in a state file, or nil.
func operationByName(name string) *operation {
	for _, r := range endpoints() {
		if r.operation != nil && r.operation.name == name {
			return r.operation
		}
	}
	return nil
}
