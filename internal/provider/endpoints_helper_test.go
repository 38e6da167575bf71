package provider_test

import (
	"encoding/json"
	"os"
	"testing"
)

// endpoint is one path of the 2024 API level, with what uses it in the provider.
type endpoint struct {
	path string
	// These types use the endpoint. A setting is listed with its own resource, because
	// armcloud_instance and armcloud_fleet send the same requests.
	resources, dataSources, actions []string
	// toCome is an ephemeral resource that will use the endpoint too, but is not
	// implemented yet.
	toCome string
}

// endpointTable has each path of the API document once, in the order of the document.
var endpointTable = []endpoint{
	{path: "/openapi/open/pad/restart", resources: of("instance_properties", "instance_android_properties"), actions: of("instance_restart")},
	{path: "/openapi/open/pad/reset", resources: of("instance"), actions: of("instance_reset")},
	{path: "/openapi/open/pad/padProperties", resources: of("instance_time_zone", "instance_language", "instance_sim", "instance_properties"), dataSources: of("instance_properties")},
	{path: "/openapi/open/pad/updatePadProperties", resources: of("instance_properties")},
	{path: "/openapi/open/pad/padDetails", resources: of("instance", "fleet"), dataSources: of("instances", "instance")},
	{path: "/rtc/open/room/dissolveRoom", actions: of("instance_stop_stream")},
	{path: "/rtc/open/room/batchApplyToken", toCome: "ephemeral armcloud_rtc_tokens"},
	{path: "/openapi/open/device/powerReset", actions: of("device_power_cycle")},
	{path: "/openapi/open/network/bindIp", resources: of("public_ip_binding")},
	{path: "/openapi/open/network/unbindIp", resources: of("public_ip_binding")},
	{path: "/rtc/open/room/share/applyToken", toCome: "ephemeral armcloud_rtc_room_token"},
	{path: "/openapi/open/pad/updateTimeZone", resources: of("instance_time_zone")},
	{path: "/openapi/open/pad/updateLanguage", resources: of("instance_language")},
	{path: "/openapi/open/pad/updateSIM", resources: of("instance_sim")},
	{path: "/openapi/open/pad/gpsInjectInfo", resources: of("instance_location")},
	{path: "/openapi/open/network/proxy/info", dataSources: of("instance_proxy")},
	{path: "/openapi/open/pad/updatePadAndroidProp", resources: of("instance_android_properties")},
	{path: "/openapi/open/pad/replacePad", actions: of("instance_new_identity")},
	{path: "/openapi/open/pad/updateContacts", actions: of("instance_contacts")},
	{path: "/openapi/open/network/proxy/set", resources: of("instance_proxy")},
	{path: "/openapi/open/config/selectList", dataSources: of("callback_types")},
	{path: "/openapi/open/config/selectCallback", resources: of("callback"), dataSources: of("callback")},
	{path: "/openapi/open/config/insertCallback", resources: of("callback")},
	{path: "/openapi/open/config/updateCallback", resources: of("callback")},
	{path: "/openapi/open/config/deleteCallback", resources: of("callback")},
	{path: "/openapi/open/pad/asyncCmd", dataSources: of("instance_command", "instance_apps"), actions: of("instance_command")},
	{path: "/openapi/open/pad/syncCmd", dataSources: of("instance_command")},
	{path: "/openapi/open/pad/screenshot", actions: of("instance_screenshot")},
	{path: "/openapi/open/pad/generatePreview", dataSources: of("instance_preview")},
	{path: "/file-center/open/file/cache", resources: of("file")},
	{path: "/file-center/open/file/list", resources: of("file"), dataSources: of("files")},
	{path: "/openapi/open/pad/v2/uploadFile", resources: of("instance_file")},
	{path: "/openapi/open/pad/upgradeImage", resources: of("instance_image")},
	{path: "/openapi/open/pad/modelInfo", dataSources: of("instance_models")},
	{path: "/openapi/open/appBlack/setUpBlackList", resources: of("app_blacklist")},
	{path: "/openapi/open/pad/triggeringBlacklist", resources: of("app_blacklist")},
	{path: "/openapi/open/pad/setSpeed", resources: of("instance_bandwidth")},
	{path: "/openapi/open/pad/adb", resources: of("instance_adb"), toCome: "ephemeral armcloud_adb_connection"},
	{path: "/openapi/open/pad/infos", resources: of("instance"), dataSources: of("instances", "instance")},
	{path: "/openapi/open/group/infos", dataSources: of("groups")},
	{path: "/openapi/open/network/getIP", resources: of("public_ip_binding"), dataSources: of("public_ip")},
	{path: "/file-center/open/app/cache", resources: of("app")},
	{path: "/file-center/open/app/list", resources: of("app"), dataSources: of("apps")},
	{path: "/file-center/open/app/detail", dataSources: of("app")},
	{path: "/openapi/open/pad/listApp", dataSources: of("instance_apps")},
	{path: "/openapi/open/pad/installApp", resources: of("instance_app")},
	{path: "/openapi/open/pad/uninstallApp", resources: of("instance_app")},
	{path: "/openapi/open/pad/startApp", actions: of("instance_app_start")},
	{path: "/openapi/open/pad/stopApp", actions: of("instance_app_stop")},
	{path: "/openapi/open/pad/restartApp", actions: of("instance_app_restart")},
	{path: "/openapi/open/image/uploadImage", resources: of("image")},
	{path: "/task-center/open/task/fileTaskDetail", resources: of("app", "file"), dataSources: of("task")},
	{path: "/task-center/open/task/padTaskDetail", resources: of("instance", "fleet"), dataSources: of("task", "instance_proxy"), actions: of("instance_restart")},
	{path: "/task-center/open/task/list", dataSources: of("tasks")},
	{path: "/task-center/open/task/executeScriptInfo", dataSources: of("task", "instance_command"), actions: of("instance_command")},
	{path: "/task-center/open/task/cacheFileResult", dataSources: of("task")},
	{path: "/task-center/open/task/screenshotInfo", dataSources: of("task")},
	{path: "/task-center/open/task/appOperateInfo", dataSources: of("task")},
	{path: "/task-center/open/task/padExecuteTaskInfo", dataSources: of("task")},
	{path: "/task-center/open/task/imageUploadResult", resources: of("image"), dataSources: of("task")},
	{path: "/openapi/open/token/stsToken", toCome: "ephemeral armcloud_sts_token"},
	{path: "/openapi/open/token/stsTokenByPadCode", toCome: "ephemeral armcloud_sts_token"},
}

// reached reports whether anything uses the endpoint.
func (e endpoint) reached() bool { return len(e.resources)+len(e.dataSources)+len(e.actions) > 0 }

// of adds the prefix to type names.
func of(names ...string) []string {
	for i := range names {
		names[i] = "armcloud_" + names[i]
	}
	return names
}

// documented is an endpoint of the API document, with the API levels that have it.
type documented struct {
	Path   string   `json:"path"`
	Title  string   `json:"title"`
	Levels []string `json:"levels"`
}

// documentedEndpoints reads the list of endpoints, which the tests of the simulator
// use too.
func documentedEndpoints(t *testing.T) []documented {
	t.Helper()
	text, err := os.ReadFile("../simulator/testdata/endpoints.json")
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Endpoints []documented `json:"endpoints"`
	}
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	return list.Endpoints
}
