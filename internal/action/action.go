package action

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Action is an action of the provider.
type Action struct {
	tfkit.Action
	kind kind
}

var (
	_ action.ActionWithConfigure      = (*Action)(nil)
	_ action.ActionWithValidateConfig = (*Action)(nil)
	_ action.ActionWithModifyPlan     = (*Action)(nil)
)

func newAction(k kind) *Action { return &Action{Action: tfkit.Action{Name: k.name}, kind: k} }

// Schema returns the attributes.
func (a *Action) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		a.kind.targets(): a.kind.targetsAttribute(),
		"timeout": schema.StringAttribute{
			MarkdownDescription: fmt.Sprintf("How long the action may take, for example `30m`. Default `%dm`. Tasks that are still running then are not canceled.", a.kind.timeout()/time.Minute),
			Optional:            true,
			Validators:          []validator.String{tfkit.Duration{}},
		},
	}
	for _, p := range a.kind.parameters {
		attributes[p.name] = p.attribute
	}
	for name, attribute := range a.kind.attributes {
		attributes[name] = attribute
	}
	resp.Schema = schema.Schema{MarkdownDescription: a.kind.description, Attributes: attributes}
}

// ValidateConfig checks attributes that depend on each other.
func (a *Action) ValidateConfig(ctx context.Context, req action.ValidateConfigRequest, resp *action.ValidateConfigResponse) {
	if a.kind.validate != nil {
		a.kind.validate(ctx, req.Config, &resp.Diagnostics)
	}
}

// ModifyPlan refuses an action of a read-only provider, and warns of erased data.
func (a *Action) ModifyPlan(ctx context.Context, req action.ModifyPlanRequest, resp *action.ModifyPlanResponse) {
	if a.refuse(&resp.Diagnostics) || a.kind.effect != erases {
		return
	}
	var list types.List
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(a.kind.targets()), &list)...)
	resp.Diagnostics.AddWarning(erasingSummary(len(list.Elements())), fmt.Sprintf(
		"%s erases apps, files and settings on %s. %s", a.TypeName(), instancesOf(list), sentAgain))
}

// instancesOf names the instances of a list that may be unknown.
func instancesOf(list types.List) string {
	if codes := knownTexts(list); len(codes) > 0 {
		return tfkit.Abbreviate(codes)
	}
	return "instances that are known only after apply"
}

// Invoke runs the action.
func (a *Action) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	if a.refuse(&resp.Diagnostics) || !a.Data.Ready(&resp.Diagnostics) {
		return
	}
	targets, timeout := a.read(ctx, req.Config, &resp.Diagnostics)
	v := newInvocation(a.Data, a.kind, targets, func(message string) {
		resp.SendProgress(action.InvokeProgressEvent{Message: message})
	})
	v.readRequests(ctx, req.Config, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	v.run(ctx)
	v.logUnfinished(ctx)
	v.report(&resp.Diagnostics)
}

// refuse adds an error if the provider is read only, and reports whether it did.
func (a *Action) refuse(diags *diag.Diagnostics) bool {
	if a.Data == nil || !a.Data.ReadOnly {
		return false
	}
	diags.AddError("The provider is read only", fmt.Sprintf(
		"%s changes the account, but read_only is set in the provider block or in the environment variable ARMCLOUD_READ_ONLY. Nothing was sent.", a.TypeName()))
	return true
}

// read returns the targets and the timeout.
func (a *Action) read(ctx context.Context, config tfkit.Reader, diags *diag.Diagnostics) ([]string, time.Duration) {
	var list types.List
	diags.Append(config.GetAttribute(ctx, path.Root(a.kind.targets()), &list)...)
	text, more := tfkit.GetString(ctx, config, "timeout")
	diags.Append(more...)
	timeout := a.kind.timeout()
	if text != "" {
		// The schema has validated it.
		timeout, _ = time.ParseDuration(text)
	}
	return knownTexts(list), timeout
}

// knownTexts returns the elements of a list of strings that are known.
func knownTexts(list types.List) []string {
	texts := make([]string, 0, len(list.Elements()))
	for _, element := range list.Elements() {
		if text, ok := element.(types.String); ok && !text.IsNull() && !text.IsUnknown() {
			texts = append(texts, text.ValueString())
		}
	}
	return texts
}
