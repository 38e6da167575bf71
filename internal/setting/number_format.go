package setting

import (
	"context"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// format is the form of a text, such as an IMEI. requirement describes it in
// errors.
type format struct {
	pattern     *regexp.Regexp
	requirement string
}

func newFormat(pattern, requirement string) format {
	return format{pattern: regexp.MustCompile(pattern), requirement: requirement}
}

func (f format) validator() validator.String {
	return stringvalidator.RegexMatches(f.pattern, f.requirement)
}

// checkDigit warns about a wrong check digit. That is not an error, because
// numbers with a wrong check digit are in use. It ignores values that do not
// match the format, which has a validator of its own, and those with letters,
// which have no check digit.
type checkDigit struct {
	name   string
	format format
}

func (c checkDigit) Description(context.Context) string {
	return fmt.Sprintf("the last digit of an %s should be its check digit (Luhn)", c.name)
}

func (c checkDigit) MarkdownDescription(ctx context.Context) string { return c.Description(ctx) }

func (c checkDigit) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	number := req.ConfigValue.ValueString()
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() || !c.format.pattern.MatchString(number) {
		return
	}
	if digit, ok := luhn(number); !ok && digit != "" {
		resp.Diagnostics.AddAttributeWarning(req.Path, c.name+" with a wrong check digit", fmt.Sprintf(
			"The last digit of %s is its check digit and should be %s. The value is sent as it is. Apps that verify the check digit may reject it.",
			req.Path, digit))
	}
}

// luhn returns the check digit that a number should end with, and whether it
// does. The digit is "" if the number has fewer than two characters or any that
// is not a digit.
func luhn(number string) (digit string, ok bool) {
	if len(number) < 2 {
		return "", false
	}
	sum := 0
	for i := len(number) - 1; i >= 0; i-- {
		n := int(number[i]) - '0'
		if n < 0 || n > 9 {
			return "", false
		}
		switch fromEnd := len(number) - 1 - i; {
		case fromEnd == 0:
			continue
		case fromEnd%2 == 0:
			sum += n
		case n > 4:
			sum += 2*n - 9
		default:
			sum += 2 * n
		}
	}
	digit = fmt.Sprint((10 - sum%10) % 10)
	return digit, digit == number[len(number)-1:]
}
