package diagnostics

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

func (r *recorder) ValidateProviderConfig(ctx context.Context, req *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	resp, err := r.Server.ValidateProviderConfig(ctx, req)
	if resp != nil {
		r.record("provider", "", resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) ConfigureProvider(ctx context.Context, req *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	resp, err := r.Server.ConfigureProvider(ctx, req)
	if resp != nil {
		r.record("provider", "", resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	resp, err := r.Server.ValidateResourceConfig(ctx, req)
	if resp != nil {
		r.record("resource", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	resp, err := r.Server.UpgradeResourceState(ctx, req)
	if resp != nil {
		r.record("resource", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) UpgradeResourceIdentity(ctx context.Context, req *tfprotov6.UpgradeResourceIdentityRequest) (*tfprotov6.UpgradeResourceIdentityResponse, error) {
	resp, err := r.Server.UpgradeResourceIdentity(ctx, req)
	if resp != nil {
		r.record("resource", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	resp, err := r.Server.ReadResource(ctx, req)
	if resp != nil {
		r.record("resource", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	resp, err := r.Server.PlanResourceChange(ctx, req)
	if resp != nil {
		r.record("resource", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	resp, err := r.Server.ApplyResourceChange(ctx, req)
	if resp != nil {
		r.record("resource", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	resp, err := r.Server.ImportResourceState(ctx, req)
	if resp != nil {
		r.record("resource", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) MoveResourceState(ctx context.Context, req *tfprotov6.MoveResourceStateRequest) (*tfprotov6.MoveResourceStateResponse, error) {
	resp, err := r.Server.MoveResourceState(ctx, req)
	if resp != nil {
		r.record("resource", req.TargetTypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) ValidateDataResourceConfig(ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	resp, err := r.Server.ValidateDataResourceConfig(ctx, req)
	if resp != nil {
		r.record("data source", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	resp, err := r.Server.ReadDataSource(ctx, req)
	if resp != nil {
		r.record("data source", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) ValidateEphemeralResourceConfig(ctx context.Context, req *tfprotov6.ValidateEphemeralResourceConfigRequest) (*tfprotov6.ValidateEphemeralResourceConfigResponse, error) {
	resp, err := r.Server.ValidateEphemeralResourceConfig(ctx, req)
	if resp != nil {
		r.record("ephemeral resource", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) OpenEphemeralResource(ctx context.Context, req *tfprotov6.OpenEphemeralResourceRequest) (*tfprotov6.OpenEphemeralResourceResponse, error) {
	resp, err := r.Server.OpenEphemeralResource(ctx, req)
	if resp != nil {
		r.record("ephemeral resource", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) RenewEphemeralResource(ctx context.Context, req *tfprotov6.RenewEphemeralResourceRequest) (*tfprotov6.RenewEphemeralResourceResponse, error) {
	resp, err := r.Server.RenewEphemeralResource(ctx, req)
	if resp != nil {
		r.record("ephemeral resource", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) CloseEphemeralResource(ctx context.Context, req *tfprotov6.CloseEphemeralResourceRequest) (*tfprotov6.CloseEphemeralResourceResponse, error) {
	resp, err := r.Server.CloseEphemeralResource(ctx, req)
	if resp != nil {
		r.record("ephemeral resource", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) ValidateListResourceConfig(ctx context.Context, req *tfprotov6.ValidateListResourceConfigRequest) (*tfprotov6.ValidateListResourceConfigResponse, error) {
	resp, err := r.Server.ValidateListResourceConfig(ctx, req)
	if resp != nil {
		r.record("list", req.TypeName, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) ValidateActionConfig(ctx context.Context, req *tfprotov6.ValidateActionConfigRequest) (*tfprotov6.ValidateActionConfigResponse, error) {
	resp, err := r.Server.ValidateActionConfig(ctx, req)
	if resp != nil {
		r.record("action", req.ActionType, resp.Diagnostics)
	}
	return resp, err
}

func (r *recorder) PlanAction(ctx context.Context, req *tfprotov6.PlanActionRequest) (*tfprotov6.PlanActionResponse, error) {
	resp, err := r.Server.PlanAction(ctx, req)
	if resp != nil {
		r.record("action", req.ActionType, resp.Diagnostics)
	}
	return resp, err
}
