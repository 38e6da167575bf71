package provider

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// protocolServer is everything that the framework serves. Terraform asks for list
// resources and actions only if the server implements them.
type protocolServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// Server is what Terraform talks to. It spreads the responses of failed creates, and
// adds the long lists of data sources.
type Server struct {
	protocolServer
	// OnConfigure, if non-nil, is called before the provider is configured. Nothing is
	// sent to the service before that.
	OnConfigure func()

	responses spread
	provider  *armcloudProvider
}

var _ protocolServer = (*Server)(nil)

// AwaitWrites waits until no request that changes something is in flight, or ctx ends.
// Its error is that of ctx.
func (s *Server) AwaitWrites(ctx context.Context) error {
	if client := s.provider.client.Load(); client != nil {
		return client.AwaitWrites(ctx)
	}
	return nil
}

// NewServer returns a constructor of a *Server.
func NewServer(version string) func() (tfprotov6.ProviderServer, error) {
	return newServer(&armcloudProvider{version: version})
}

// NewServerOver is NewServer with a transport in place of the client's own. It is for
// tests.
func NewServerOver(version string, transport http.RoundTripper) func() (tfprotov6.ProviderServer, error) {
	return newServer(&armcloudProvider{version: version, transport: transport})
}

// decorate wraps the framework's server; see record.go.
var decorate = func(s protocolServer) protocolServer { return s }

func newServer(p *armcloudProvider) func() (tfprotov6.ProviderServer, error) {
	newFramework := providerserver.NewProtocol6WithError(p)
	return func() (tfprotov6.ProviderServer, error) {
		framework, err := newFramework()
		if err != nil {
			return nil, err
		}
		all, ok := framework.(protocolServer)
		if !ok {
			return nil, errors.New("the framework's server lacks list resources or actions")
		}
		return &Server{protocolServer: decorate(all), responses: newSpread(), provider: p}, nil
	}
}

// ConfigureProvider creates the client.
func (s *Server) ConfigureProvider(ctx context.Context, req *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	if s.OnConfigure != nil {
		s.OnConfigure()
	}
	return s.protocolServer.ConfigureProvider(ctx, req)
}

// ReadDataSource reads a data source, and adds the list that it has set with
// tfkit.SetList.
func (s *Server) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	ctx, list := tfkit.WithEncodedList(ctx)
	resp, err := s.protocolServer.ReadDataSource(ctx, req)
	if err != nil || resp.State == nil {
		return resp, err
	}
	return resp, list.AddTo(resp.State)
}

// ApplyResourceChange applies a change. If it is a create that failed after it had
// changed something, the response is kept apart from others.
func (s *Server) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
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
