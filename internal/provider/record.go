//go:build diagnostics

package provider

import (
	"os"

	"github.com/armcloud/terraform-provider-armcloud/internal/diagnostics"
)

// With this build tag, each error and warning is appended to the file ACC_DIAGNOSTICS.
// `make diagnostics` uses it; releases are built without the tag.
func init() {
	decorate = func(s protocolServer) protocolServer {
		return diagnostics.Record(s, os.Getenv("ACC_DIAGNOSTICS"))
	}
}
