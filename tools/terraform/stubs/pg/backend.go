// Package pg stands in for Terraform's pg state backend, which is not on the
// module proxy.
package pg

import (
	"errors"

	"github.com/hashicorp/terraform/internal/backend"
	"github.com/hashicorp/terraform/internal/configs/configschema"
	"github.com/hashicorp/terraform/internal/tfdiags"
	"github.com/zclconf/go-cty/cty"
)

// stub fails in PrepareConfig, the first method with a result to check, so that
// none of the embedded (absent) ones is reached.
type stub struct{ backend.Backend }

// New returns a backend that reports that it is not built in.
func New() backend.Backend { return stub{} }

func (stub) ConfigSchema() *configschema.Block { return &configschema.Block{} }

func (stub) PrepareConfig(v cty.Value) (cty.Value, tfdiags.Diagnostics) {
	return v, tfdiags.Diagnostics{}.Append(errors.New("the pg backend is not built into this Terraform, which is for tests only"))
}
