package tfkit

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resource is embedded in every resource. It implements Metadata and Configure.
type Resource struct {
	// Name is the type name without the prefix: "instance_time_zone".
	Name string
	// Data is nil before Configure, for example during validation.
	Data *Data
}

// TypeName returns the full type name: "armcloud_instance_time_zone".
func (r *Resource) TypeName() string { return "armcloud_" + r.Name }

// Metadata returns the type name.
func (r *Resource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + r.Name
}

// Configure stores the provider's data.
func (r *Resource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.Data = dataFrom(req.ProviderData, &resp.Diagnostics)
}

// DataSource is embedded in every data source. It implements Metadata and
// Configure.
type DataSource struct {
	// Name is the type name without the prefix: "instances".
	Name string
	// Data is nil before Configure.
	Data *Data
}

// Metadata returns the type name.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + d.Name
}

// Configure stores the provider's data.
func (d *DataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.Data = dataFrom(req.ProviderData, &resp.Diagnostics)
}

// Action is embedded in every action. It implements Metadata and Configure.
type Action struct {
	// Name is the type name without the prefix: "instance_restart".
	Name string
	// Data is nil before Configure.
	Data *Data
}

// TypeName returns the full type name: "armcloud_instance_restart".
func (a *Action) TypeName() string { return "armcloud_" + a.Name }

// Metadata returns the type name.
func (a *Action) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + a.Name
}

// Configure stores the provider's data.
func (a *Action) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.Data = dataFrom(req.ProviderData, &resp.Diagnostics)
}

// dataFrom returns nil if the framework has no data yet.
func dataFrom(given any, diags *diag.Diagnostics) *Data {
	if given == nil {
		return nil
	}
	data, ok := given.(*Data)
	if !ok {
		diags.AddError("Unexpected provider data", fmt.Sprintf("Got %T, want *tfkit.Data. This is a bug in the provider. Please report it.", given))
	}
	return data
}
