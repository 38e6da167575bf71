package tfkit

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
)

// PackageNamePattern matches an Android package name, which has at least two
// parts.
var PackageNamePattern = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+$`)

// PackageNameHint describes PackageNamePattern in error messages, after "must
// be" or "is not".
const PackageNameHint = "a package name: parts of letters, digits and _ that begin with a letter, joined by dots, for example com.example.kiosk"

// PackageNameSyntax rejects strings that are not package names.
var PackageNameSyntax = stringvalidator.RegexMatches(PackageNamePattern, "must be "+PackageNameHint)
