package tfkit

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resource is the base that every resource embeds: its type name and the
// provider's data.
type Resource struct {
	// Name is the type name after the provider's: "instance_time_zone".
	Name string
	// Data is nil until Configure, as during validation.
	Data *Data
}

// TypeName is the whole type name: "armcloud_instance_time_zone".
func (r *Resource) TypeName() string { return "armcloud_" + r.Name }

// Metadata names the resource.
func (r *Resource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + r.Name
}

// Configure takes the provider's data.
func (r *Resource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.Data = dataFrom(req.ProviderData, &resp.Diagnostics)
}

// DataSource is the base that every data source embeds.
type DataSource struct {
	// Name is the type name after the provider's: "instances".
	Name string
	// Data is nil until Configure.
	Data *Data
}

// Metadata names the data source.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + d.Name
}

// Configure takes the provider's data.
func (d *DataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.Data = dataFrom(req.ProviderData, &resp.Diagnostics)
}

func dataFrom(given any, diags *diag.Diagnostics) *Data {
	if given == nil {
		return nil
	}
	data, ok := given.(*Data)
	if !ok {
		diags.AddError("Wrong provider data", fmt.Sprintf("Expected *tfkit.Data, got %T. This is a bug of the provider.", given))
	}
	return data
}
