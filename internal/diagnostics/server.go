package diagnostics

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Server is everything that the provider serves.
type Server interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// Record returns a server that appends the errors and warnings of all responses to
// the file path. If path is "", it returns s.
func Record(s Server, path string) Server {
	if path == "" {
		return s
	}
	return &recorder{Server: s, file: &file{path: path}}
}

// recorder passes everything on and records the diagnostics of the responses.
type recorder struct {
	Server
	file *file
}

func (r *recorder) record(kind, typeName string, all []*tfprotov6.Diagnostic) {
	for _, d := range all {
		if d == nil {
			continue
		}
		severity := "Error"
		if d.Severity == tfprotov6.DiagnosticSeverityWarning {
			severity = "Warning"
		}
		one := Diagnostic{Kind: kind, Type: typeName, Severity: severity, Summary: d.Summary, Detail: d.Detail}
		if d.Attribute != nil {
			one.Attribute = d.Attribute.String()
		}
		r.file.append(one)
	}
}

func (r *recorder) CallFunction(ctx context.Context, req *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	resp, err := r.Server.CallFunction(ctx, req)
	if resp != nil && resp.Error != nil {
		r.file.append(Diagnostic{Kind: "function", Type: req.Name, Severity: "Error", Summary: resp.Error.Text})
	}
	return resp, err
}

func (r *recorder) ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	stream, err := r.Server.ListResource(ctx, req)
	if stream != nil && stream.Results != nil {
		results := stream.Results
		stream.Results = func(yield func(tfprotov6.ListResourceResult) bool) {
			results(func(result tfprotov6.ListResourceResult) bool {
				r.record("list", req.TypeName, result.Diagnostics)
				return yield(result)
			})
		}
	}
	return stream, err
}

func (r *recorder) InvokeAction(ctx context.Context, req *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	stream, err := r.Server.InvokeAction(ctx, req)
	if stream != nil && stream.Events != nil {
		events := stream.Events
		stream.Events = func(yield func(tfprotov6.InvokeActionEvent) bool) {
			events(func(event tfprotov6.InvokeActionEvent) bool {
				if done, ok := event.Type.(tfprotov6.CompletedInvokeActionEventType); ok {
					r.record("action", req.ActionType, done.Diagnostics)
				}
				return yield(event)
			})
		}
	}
	return stream, err
}
