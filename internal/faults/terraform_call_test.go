package faults

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// call makes a call to a new process of the provider. It returns the result as text.
func (w *terraform) call(c call) (result string, problems []*tfprotov6.Diagnostic, err error) {
	s, all := w.start(), served(w.t)
	switch c.kind {
	case kindAction:
		problems, err = w.invoke(s, c.typeName, dynamic(valueOf(all.ActionSchemas[c.typeName].Schema.ValueType(), c.block)))
		return "", problems, err
	case kindData:
		schema := all.DataSourceSchemas[c.typeName]
		resp, err := s.ReadDataSource(w.t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: c.typeName, Config: dynamic(valueOf(schema.ValueType(), c.block))})
		if err != nil {
			return "", nil, err
		}
		return decoded(resp.State, schema.ValueType()).String(), resp.Diagnostics, nil
	case kindEphemeral:
		schema := all.EphemeralResourceSchemas[c.typeName]
		resp, err := s.OpenEphemeralResource(w.t.Context(), &tfprotov6.OpenEphemeralResourceRequest{TypeName: c.typeName, Config: dynamic(valueOf(schema.ValueType(), c.block))})
		if err != nil {
			return "", nil, err
		}
		return "", resp.Diagnostics, nil
	default:
		schema := all.ListResourceSchemas[c.typeName]
		return w.list(s, c.typeName, dynamic(valueOf(schema.ValueType(), c.block)))
	}
}

func (w *terraform) invoke(s server, name string, config *tfprotov6.DynamicValue) (problems []*tfprotov6.Diagnostic, err error) {
	stream, err := s.InvokeAction(w.t.Context(), &tfprotov6.InvokeActionRequest{ActionType: name, Config: config})
	if err != nil {
		return nil, err
	}
	for event := range stream.Events {
		if completed, ok := event.Type.(tfprotov6.CompletedInvokeActionEventType); ok {
			problems = append(problems, completed.Diagnostics...)
		}
	}
	return problems, nil
}

// list returns the sorted names of what a list has.
func (w *terraform) list(s server, name string, config *tfprotov6.DynamicValue) (result string, problems []*tfprotov6.Diagnostic, err error) {
	stream, err := s.ListResource(w.t.Context(), &tfprotov6.ListResourceRequest{TypeName: name, Config: config, IncludeResource: true, Limit: 1000})
	if err != nil {
		return "", nil, err
	}
	var found []string
	for row := range stream.Results {
		problems = append(problems, row.Diagnostics...)
		if row.Identity != nil {
			found = append(found, row.DisplayName)
		}
	}
	slices.Sort(found)
	return fmt.Sprintf("%d: %s", len(found), strings.Join(found, ", ")), problems, nil
}
