package tfkit

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
)

// PadCodePattern matches a pad code. The API document does not define the format,
// so the pattern accepts more than the documented examples.
var PadCodePattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// PadCodeSyntax rejects strings that are not pad codes.
var PadCodeSyntax = stringvalidator.RegexMatches(PadCodePattern, "must be a pad code such as AC32010000001: letters, digits, - and _")
