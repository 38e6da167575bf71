package tfkit

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
)

// PadCodePattern matches a pad code. The API document does not define the format,
// so the pattern accepts more than the documented examples.
var PadCodePattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// PadCodeSyntax rejects strings that are not pad codes.
var PadCodeSyntax = stringvalidator.RegexMatches(PadCodePattern, "must be a pad code such as AC32010000001: letters, digits, - and _")

// Abbreviate lists the first five pad codes and the number of others.
func Abbreviate(codes []string) string {
	if len(codes) > 5 {
		return fmt.Sprintf("%s and %d more", strings.Join(codes[:5], ", "), len(codes)-5)
	}
	return strings.Join(codes, ", ")
}
