package setting

import (
	"context"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// shape is what a number of the mobile network looks like.
type shape struct {
	pattern *regexp.Regexp
	says    string
}

func newShape(pattern, says string) shape {
	return shape{pattern: regexp.MustCompile(pattern), says: says}
}

func (s shape) validator() validator.String { return stringvalidator.RegexMatches(s.pattern, s.says) }

// checkDigit warns of numbers whose last digit is not the one that follows
// from the others: such numbers exist, and so do slips of the pen. It leaves
// what does not look like such a number to others.
type checkDigit struct {
	of    string
	looks shape
}

func (c checkDigit) Description(context.Context) string {
	return fmt.Sprintf("the last digit of an %s should follow from the others (Luhn)", c.of)
}

func (c checkDigit) MarkdownDescription(ctx context.Context) string { return c.Description(ctx) }

func (c checkDigit) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	number := req.ConfigValue.ValueString()
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() || !c.looks.pattern.MatchString(number) {
		return
	}
	if right, ok := luhn(number); !ok {
		resp.Diagnostics.AddAttributeWarning(req.Path, c.of+" with a wrong check digit", fmt.Sprintf(
			"%s ends with a check digit that does not follow from the others: with these it would be %s. "+
				"It is sent as it is; apps that check it may refuse it.", req.Path, right))
	}
}

// luhn tells whether the last digit of a number is its check digit, and gives
// the right one, "" for texts that are not digits.
func luhn(number string) (right string, ok bool) {
	if len(number) < 2 {
		return "", false
	}
	sum := 0
	for i := len(number) - 1; i >= 0; i-- {
		digit := int(number[i]) - '0'
		if digit < 0 || digit > 9 {
			return "", false
		}
		switch fromEnd := len(number) - 1 - i; {
		case fromEnd == 0:
			continue
		case fromEnd%2 == 0:
			sum += digit
		case digit > 4:
			sum += 2*digit - 9
		default:
			sum += 2 * digit
		}
	}
	right = fmt.Sprint((10 - sum%10) % 10)
	return right, right == number[len(number)-1:]
}
