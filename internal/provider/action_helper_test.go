package provider_test

import (
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
)

// actionSchemas returns the schemas of all actions by name.
func actionSchemas(served *tfprotov6.GetProviderSchemaResponse) map[string]*tfprotov6.Schema {
	all := map[string]*tfprotov6.Schema{}
	for name, action := range served.ActionSchemas {
		all[name] = action.Schema
	}
	return all
}

// stringList returns a list of strings for values.
func stringList(texts ...string) []tftypes.Value {
	var list []tftypes.Value
	for _, text := range texts {
		list = append(list, tftypes.NewValue(tftypes.String, text))
	}
	return list
}

func isError(d *tfprotov6.Diagnostic) bool { return d.Severity == tfprotov6.DiagnosticSeverityError }

// invokeAll invokes each action on an account over the protocol, because OpenTofu has no
// actions.
func invokeAll(t *testing.T, account *acctest.Account) {
	t.Helper()
	s, problems := configure(t, with(keys, values{"endpoint": account.URL, "poll_interval": "20ms", "max_poll_interval": "200ms"}))
	if len(problems) != 0 {
		t.Fatal(texts(problems))
	}
	actions, ok := s.(tfprotov6.ActionServer)
	if !ok {
		t.Fatal("got a server without actions")
	}
	state, _ := account.Instance(acctest.InstanceA)
	contact := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"first_name": tftypes.String, "phone": tftypes.String, "email": tftypes.String}}
	arguments := map[string]values{
		"armcloud_device_power_cycle":  {"device_ips": stringList(state.DeviceIP), "timeout": "5s"},
		"armcloud_instance_command":    {"command": "id"},
		"armcloud_instance_screenshot": {"rotation": 1},
		"armcloud_instance_contacts": {"contacts": []tftypes.Value{tftypes.NewValue(contact, map[string]tftypes.Value{
			"first_name": tftypes.NewValue(tftypes.String, "Ada"), "phone": tftypes.NewValue(tftypes.String, nil), "email": tftypes.NewValue(tftypes.String, nil),
		})}},
	}
	for name, schema := range actionSchemas(serve(t)) {
		block := with(values{}, arguments[name])
		given := flatten(schema)
		if _, has := given["pad_codes"]; has {
			block["pad_codes"] = stringList(acctest.InstanceA)
		}
		if _, has := given["package_name"]; has {
			block["package_name"] = "com.example.kiosk"
		}
		stream, err := actions.InvokeAction(t.Context(), &tfprotov6.InvokeActionRequest{ActionType: name, Config: encode(t, schema, block)})
		if err != nil {
			t.Fatal(err)
		}
		// An app that is not installed cannot be started, and a device may restart between
		// two polls, which does not matter here.
		mayFail := block["package_name"] != nil || block["device_ips"] != nil
		for event := range stream.Events {
			completed, ok := event.Type.(tfprotov6.CompletedInvokeActionEventType)
			if ok && !mayFail && slices.ContainsFunc(completed.Diagnostics, isError) {
				t.Errorf("%s: %s", name, texts(completed.Diagnostics))
			}
		}
	}
}
