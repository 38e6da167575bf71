package action

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// NewContacts returns armcloud_instance_contacts.
func NewContacts() action.Action {
	return newAction(kind{
		name: "instance_contacts", operation: armcloud.AddContacts, doing: "adding contacts", done: "done",
		description: "Adds contacts to cloud phones, from a file or from a list.\n\n" +
			"Existing contacts stay, so invoking the action twice adds the contacts twice. The provider sends one request per instance, and on the 2024 API level one per contact.",
		attributes: map[string]schema.Attribute{
			"file_id": schema.StringAttribute{
				MarkdownDescription: "Unique ID of a file with contacts in the file center, for example `armcloud_file.contacts.file_id`. Exactly one of `file_id` and `contacts` is required.",
				Optional:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"contacts": schema.ListNestedAttribute{
				MarkdownDescription: "Contacts to add, each with at least one attribute. Exactly one of `file_id` and `contacts` is required.", Optional: true,
				Validators: []validator.List{listvalidator.SizeAtLeast(1), listvalidator.NoNullValues()},
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"first_name": schema.StringAttribute{MarkdownDescription: "First name of the contact.", Optional: true},
					"phone":      schema.StringAttribute{MarkdownDescription: "Phone number of the contact.", Optional: true},
					"email":      schema.StringAttribute{MarkdownDescription: "Email address of the contact.", Optional: true},
				}},
			},
		},
		validate: validateContacts, requests: contactRequests,
	})
}

// contact is an entry of the attribute contacts, and of the request.
type contact struct {
	FirstName types.String `tfsdk:"first_name"`
	Phone     types.String `tfsdk:"phone"`
	Email     types.String `tfsdk:"email"`
}

// fields returns the contact as part of a request.
func (c contact) fields() map[string]string {
	all := map[string]string{}
	for name, value := range map[string]types.String{"firstName": c.FirstName, "phone": c.Phone, "email": c.Email} {
		if value.ValueString() != "" {
			all[name] = value.ValueString()
		}
	}
	return all
}

func validateContacts(ctx context.Context, config tfkit.Reader, diags *diag.Diagnostics) {
	var file types.String
	var list types.List
	diags.Append(config.GetAttribute(ctx, path.Root("file_id"), &file)...)
	diags.Append(config.GetAttribute(ctx, path.Root("contacts"), &list)...)
	if file.IsNull() == list.IsNull() && !file.IsUnknown() && !list.IsUnknown() {
		diags.AddAttributeError(path.Root("contacts"), "Exactly one source of contacts", "Set either file_id or contacts, and not both.")
	}
	for i, element := range list.Elements() {
		object, ok := element.(types.Object)
		if !ok || object.IsUnknown() || object.IsNull() {
			continue
		}
		var c contact
		diags.Append(config.GetAttribute(ctx, path.Root("contacts").AtListIndex(i), &c)...)
		unknown := slices.ContainsFunc([]types.String{c.FirstName, c.Phone, c.Email}, types.String.IsUnknown)
		if len(c.fields()) == 0 && !unknown {
			diags.AddAttributeError(path.Root("contacts").AtListIndex(i), "Empty contact", "Set at least one of first_name, phone and email.")
		}
	}
}

// contactRequests returns one request with all contacts, or one for each contact on the
// 2024 API level.
func contactRequests(ctx context.Context, config tfkit.Reader, diags *diag.Diagnostics) func(current bool) []json.RawMessage {
	file, more := tfkit.GetString(ctx, config, "file_id")
	diags.Append(more...)
	if file != "" {
		return func(bool) []json.RawMessage {
			return []json.RawMessage{compact(map[string]string{"fileUniqueId": file})}
		}
	}
	var contacts []contact
	diags.Append(config.GetAttribute(ctx, path.Root("contacts"), &contacts)...)
	var all []map[string]string
	var each []json.RawMessage
	for _, c := range contacts {
		all = append(all, c.fields())
		each = append(each, compact(map[string]any{"info": c.fields()}))
	}
	together := []json.RawMessage{compact(map[string]any{"info": all})}
	return func(current bool) []json.RawMessage {
		if current {
			return together
		}
		return each
	}
}
