package tfkit

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
)

// PadCodePattern is what a pad code looks like. It is generous: the document
// shows codes, not their grammar.
var PadCodePattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// PadCodeSyntax demands a pad code.
var PadCodeSyntax = stringvalidator.RegexMatches(PadCodePattern, "must be a pad code such as AC32010000001: letters, digits, - and _")
