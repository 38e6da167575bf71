package faults

import (
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// call is an action, a read of a data source, an open of an ephemeral resource, or a
// list: one request of Terraform to the provider.
type call struct {
	kind, typeName string
	// level is the API level that has it, "" for all.
	level string
	block block
	// names are words of which an error has one. Terraform adds the address.
	names []string
	// varies is true if equal calls return different results.
	varies bool
}

// Kinds of calls.
const (
	kindAction    = "action"
	kindData      = "data source"
	kindEphemeral = "ephemeral resource"
	kindList      = "list resource"
)

var pads = []any{pad(1), pad(2)}

var padWords = []string{pad(1), pad(2)}

// kiosk is a package that the instances have.
const kiosk = "com.example.kiosk"

// calls has an entry for each action, data source, ephemeral and list resource.
var calls = []call{
	{kind: kindAction, typeName: "armcloud_instance_restart", block: block{"pad_codes": pads}, names: padWords},
	{kind: kindAction, typeName: "armcloud_instance_reset", block: block{"pad_codes": pads}, names: padWords},
	{kind: kindAction, typeName: "armcloud_instance_new_identity", block: block{"pad_codes": pads}, names: padWords},
	{kind: kindAction, typeName: "armcloud_instance_command", block: block{"pad_codes": pads, "command": "id"}, names: padWords},
	{kind: kindAction, typeName: "armcloud_instance_screenshot", block: block{"pad_codes": pads, "rotation": 1}, names: padWords},
	{kind: kindAction, typeName: "armcloud_instance_contacts", block: block{"pad_codes": pads, "contacts": []any{block{"first_name": "Ada"}}}, names: padWords},
	{kind: kindAction, typeName: "armcloud_instance_stop_stream", block: block{"pad_codes": pads}, names: padWords},
	{kind: kindAction, typeName: "armcloud_instance_app_start", block: block{"pad_codes": pads, "package_name": kiosk}, names: padWords},
	{kind: kindAction, typeName: "armcloud_instance_app_stop", block: block{"pad_codes": pads, "package_name": kiosk}, names: padWords},
	{kind: kindAction, typeName: "armcloud_instance_app_restart", block: block{"pad_codes": pads, "package_name": kiosk}, names: padWords},
	{kind: kindAction, typeName: "armcloud_device_power_cycle", block: block{"device_ips": []any{deviceIP}}, names: []string{deviceIP}},

	{kind: kindData, typeName: "armcloud_instances", block: block{}, names: []string{"the instances"}},
	{kind: kindData, typeName: "armcloud_instance", block: block{"pad_code": pad(1)}, names: padWords},
	{kind: kindData, typeName: "armcloud_instance_properties", block: block{"pad_code": pad(1)}, names: padWords},
	{kind: kindData, typeName: "armcloud_instance_models", block: block{"pad_codes": pads}, names: append([]string{"the models"}, padWords...)},
	{kind: kindData, typeName: "armcloud_instance_apps", block: block{"pad_codes": pads}, names: append([]string{"the apps", "the installed apps"}, padWords...)},
	{kind: kindData, typeName: "armcloud_instance_proxy", block: block{"pad_code": pad(1)}, names: padWords},
	{kind: kindData, typeName: "armcloud_instance_command", block: block{"pad_code": pad(1), "command": "id"}, names: padWords},
	{kind: kindData, typeName: "armcloud_instance_preview", level: simulator.Level2024, block: block{"pad_codes": pads}, names: append([]string{"the previews", "the screenshots"}, padWords...), varies: true},
	{kind: kindData, typeName: "armcloud_groups", block: block{}, names: []string{"the groups"}},
	{kind: kindData, typeName: "armcloud_app", block: block{"app_id": 101}, names: []string{"101", "the app"}},
	{kind: kindData, typeName: "armcloud_apps", block: block{}, names: []string{"the apps"}},
	{kind: kindData, typeName: "armcloud_files", block: block{}, names: []string{"the files"}},
	{kind: kindData, typeName: "armcloud_callback", block: block{}, names: []string{"the callback"}},
	{kind: kindData, typeName: "armcloud_callback_types", block: block{}, names: []string{"the callback types"}},
	{kind: kindData, typeName: "armcloud_public_ip", level: simulator.Level2024, block: block{"public_ip": "203.0.113.1"}, names: []string{"203.0.113.1", "the public IP"}},
	{kind: kindData, typeName: "armcloud_tasks", level: simulator.Level2024, block: block{"type": 1010}, names: []string{"the tasks"}},
	{kind: kindData, typeName: "armcloud_task", block: block{"task_id": 760_000_001, "kind": "instance"}, names: []string{"the task", "760000001"}},

	{kind: kindEphemeral, typeName: "armcloud_sts_token", block: block{"pad_code": pad(1)}, names: padWords, varies: true},
	{kind: kindEphemeral, typeName: "armcloud_rtc_tokens", block: block{"user_id": "202", "pads": []any{block{"pad_code": pad(1)}}}, names: padWords, varies: true},
	{kind: kindEphemeral, typeName: "armcloud_rtc_room_token", block: block{"user_id": "202", "terminal": "pc", "pads": []any{block{"pad_code": pad(1)}}}, names: padWords, varies: true},
	{kind: kindEphemeral, typeName: "armcloud_adb_connection", block: block{"pad_code": pad(1), "enable": true}, names: padWords, varies: true},

	{kind: kindList, typeName: "armcloud_instance", block: block{}, names: []string{"the instances", "AC3201"}},
	{kind: kindList, typeName: "armcloud_app", block: block{}, names: []string{"the apps"}},
	{kind: kindList, typeName: "armcloud_file", block: block{}, names: []string{"the files"}},
}

// deviceIP is the address of the device of the first ten instances.
const deviceIP = "172.31.1.1"
