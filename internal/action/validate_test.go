package action_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	actions "github.com/armcloud/terraform-provider-armcloud/internal/action"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// validateList runs the validators of a list, and returns the errors.
func validateList(t *testing.T, create func() action.Action, name string, list types.List) []string {
	t.Helper()
	var resp action.SchemaResponse
	create().Schema(t.Context(), action.SchemaRequest{}, &resp)
	attribute, ok := resp.Schema.Attributes[name].(schema.ListAttribute)
	if !ok {
		t.Fatalf("got %T, want a list", resp.Schema.Attributes[name])
	}
	var texts []string
	for _, v := range attribute.Validators {
		var refused validator.ListResponse
		v.ValidateList(t.Context(), validator.ListRequest{Path: path.Root(name), ConfigValue: list}, &refused)
		for _, d := range refused.Diagnostics {
			texts = append(texts, d.Summary()+": "+d.Detail())
		}
	}
	return texts
}

func listOf(elements ...attr.Value) types.List {
	return types.ListValueMust(types.StringType, elements)
}

func text(value string) attr.Value { return types.StringValue(value) }

// Empty lists, nulls, empty strings, duplicates and other errors are found at plan time.
// Unknown values are accepted.
func TestTargets(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		create func() action.Action
		name   string
		list   types.List
		want   string
	}{
		{actions.NewRestart, "pad_codes", listOf(text("AC1"), text("AC2")), ""},
		{actions.NewRestart, "pad_codes", listOf(text("AC1"), types.StringUnknown(), types.StringUnknown()), ""},
		{actions.NewRestart, "pad_codes", types.ListUnknown(types.StringType), ""},
		{actions.NewRestart, "pad_codes", listOf(), "Empty list"},
		{actions.NewRestart, "pad_codes", listOf(text("AC1"), types.StringNull()), "Null element: pad_codes[1]"},
		{actions.NewRestart, "pad_codes", listOf(text("")), "Invalid element"},
		{actions.NewRestart, "pad_codes", listOf(text("AC 1")), `"AC 1" is not a pad code`},
		{actions.NewRestart, "pad_codes", listOf(text("AC1"), text("AC2"), text("AC1")), "Duplicate value: pad_codes contains AC1 twice, at positions 1 and 3"},
		{actions.NewPowerCycle, "device_ips", listOf(text("172.31.4.124")), ""},
		{actions.NewPowerCycle, "device_ips", listOf(text("fe80::1")), "is not an IPv4 address"},
		{actions.NewPowerCycle, "device_ips", listOf(text("172.31.4.0/24")), "is not an IPv4 address"},
		{actions.NewPowerCycle, "device_ips", listOf(text("192.0.2.1"), text("192.0.2.1")), "Duplicate value"},
	} {
		got := strings.Join(validateList(t, c.create, c.name, c.list), "; ")
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%v: got %q, want %q", c.list, got, c.want)
		}
	}
	var many []attr.Value
	for n := range 10_000 {
		many = append(many, text(fmt.Sprintf("not valid %d", n)))
	}
	if got := validateList(t, actions.NewRestart, "pad_codes", listOf(many...)); len(got) != 5 {
		t.Errorf("got %d errors for 10,000 bad elements, want 5", len(got))
	}
}

// Exactly one source of contacts is required, and no contact is empty.
func TestContactsConfig(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		more values
		want string
	}{
		{values{"file_id": "f"}, ""},
		{values{"contacts": []map[string]string{{"phone": "1"}}}, ""},
		{nil, "Exactly one source of contacts"},
		{values{"file_id": "f", "contacts": []map[string]string{{"phone": "1"}}}, "Exactly one source of contacts"},
		{values{"contacts": []map[string]string{{"phone": "1"}, {}}}, "Empty contact"},
	} {
		v := values{"pad_codes": []string{codeA}}
		for name, value := range c.more {
			v[name] = value
		}
		it, ok := actions.NewContacts().(action.ActionWithValidateConfig)
		if !ok {
			t.Fatal("got an action without ValidateConfig")
		}
		var resp action.ValidateConfigResponse
		it.ValidateConfig(t.Context(), action.ValidateConfigRequest{Config: configOf(t.Context(), t, it, v)}, &resp)
		var got string
		for _, d := range resp.Diagnostics {
			got += d.Summary()
		}
		if got != c.want {
			t.Errorf("%v: got %q, want %q", c.more, got, c.want)
		}
	}
}

// A read-only provider refuses actions in the plan and when they are invoked. A plan that
// erases data warns; the control is a restart.
func TestPlan(t *testing.T) {
	t.Parallel()
	plan := func(create func() action.Action, data *tfkit.Data) string {
		it, ok := create().(interface {
			action.ActionWithConfigure
			action.ActionWithModifyPlan
		})
		if !ok {
			t.Fatal("got an action without ModifyPlan")
		}
		it.Configure(t.Context(), action.ConfigureRequest{ProviderData: data}, &action.ConfigureResponse{})
		var resp action.ModifyPlanResponse
		it.ModifyPlan(t.Context(), action.ModifyPlanRequest{Config: configOf(t.Context(), t, it, values{"pad_codes": []string{codeA, codeB}})}, &resp)
		var texts []string
		for _, d := range resp.Diagnostics {
			texts = append(texts, d.Severity().String()+": "+d.Summary())
		}
		return strings.Join(texts, "; ")
	}
	for want, c := range map[string]struct {
		create func() action.Action
		data   *tfkit.Data
	}{
		"":                                 {actions.NewRestart, &tfkit.Data{}},
		"Error: The provider is read only": {actions.NewRestart, &tfkit.Data{ReadOnly: true}},
		"Warning: This plan erases all data on 2 instances": {actions.NewReset, &tfkit.Data{}},
	} {
		if got := plan(c.create, c.data); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	a := account{data: &tfkit.Data{ReadOnly: true}}
	contains(t, "invoked", a.invoke(t.Context(), t, actions.NewRestart, restart).errors(), "The provider is read only")
}

// Each action has a timeout: 45 minutes if it takes instances out of service, or else 10.
func TestTimeouts(t *testing.T) {
	t.Parallel()
	for want, create := range map[time.Duration]func() action.Action{45 * time.Minute: actions.NewReset, 10 * time.Minute: actions.NewCommand} {
		var resp action.SchemaResponse
		create().Schema(t.Context(), action.SchemaRequest{}, &resp)
		contains(t, "timeout", resp.Schema.Attributes["timeout"].GetMarkdownDescription(), fmt.Sprintf("Default `%dm`", int(want.Minutes())))
	}
}
