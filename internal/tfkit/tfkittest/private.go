// Package tfkittest is for tests of what is built on tfkit.
package tfkittest

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// Private is private state in memory.
type Private map[string][]byte

// GetKey returns the value of a key, or nil.
func (p Private) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) {
	return p[key], nil
}

// SetKey sets the value of a key, and removes the key if the value is nil.
func (p Private) SetKey(_ context.Context, key string, value []byte) diag.Diagnostics {
	if value == nil {
		delete(p, key)
		return nil
	}
	p[key] = value
	return nil
}
