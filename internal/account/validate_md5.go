package account

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
)

// md5Syntax accepts short values, because the API document has some.
var md5Syntax = stringvalidator.RegexMatches(regexp.MustCompile(`^[0-9A-Fa-f]{1,32}$`), "must be an MD5: up to 32 hexadecimal digits")
