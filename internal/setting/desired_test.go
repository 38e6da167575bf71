package setting

import "github.com/armcloud/terraform-provider-armcloud/internal/converge"

// Desired values of the tests.
var (
	wantZone  = converge.Desired{Setting: timeZone, Value: TimeZone{Name: "Europe/Berlin"}}
	wantProxy = converge.Desired{Setting: proxy, Value: Proxy{}}
)
