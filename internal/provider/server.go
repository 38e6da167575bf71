package provider

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// protocolServer is everything that the framework serves. Terraform asks for list
// resources and actions only if the server implements them.
type protocolServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// server spreads the responses of failed creates.
type server struct {
	protocolServer
	responses spread
}

var _ protocolServer = (*server)(nil)

// NewServer returns a constructor of the server that Terraform talks to.
func NewServer(version string) func() (tfprotov6.ProviderServer, error) {
	return newServer(New(version))
}

// NewServerOver is NewServer with a transport in place of the client's own. It is for
// tests.
func NewServerOver(version string, transport http.RoundTripper) func() (tfprotov6.ProviderServer, error) {
	return newServer(newOver(version, transport))
}

func newServer(newProvider func() provider.Provider) func() (tfprotov6.ProviderServer, error) {
	newFramework := providerserver.NewProtocol6WithError(newProvider())
	return func() (tfprotov6.ProviderServer, error) {
		framework, err := newFramework()
		if err != nil {
			return nil, err
		}
		all, ok := framework.(protocolServer)
		if !ok {
			return nil, errors.New("the framework's server lacks list resources or actions")
		}
		return &server{protocolServer: all, responses: newSpread()}, nil
	}
}

// ApplyResourceChange applies a change. If it is a create that failed after it had
// changed something, the response is kept apart from others.
func (s *server) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	resp, err := s.protocolServer.ApplyResourceChange(ctx, req)
	s.responses.await(err == nil && failedCreate(req, resp))
	return resp, err
}

// failedCreate reports whether Terraform adds a new object to the state as tainted.
func failedCreate(req *tfprotov6.ApplyResourceChangeRequest, resp *tfprotov6.ApplyResourceChangeResponse) bool {
	failed := slices.ContainsFunc(resp.Diagnostics, func(d *tfprotov6.Diagnostic) bool {
		return d.Severity == tfprotov6.DiagnosticSeverityError
	})
	return failed && isNull(req.PriorState) && !isNull(resp.NewState)
}

func isNull(v *tfprotov6.DynamicValue) bool {
	if v == nil {
		return true
	}
	null, err := v.IsNull()
	return err == nil && null
}

// newSpread returns a spread for states of up to 2,000 resources on a busy machine.
func newSpread() spread { return spread{save: 20 * time.Millisecond, apart: 100 * time.Millisecond} }
