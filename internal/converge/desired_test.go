package converge_test

import (
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// Desired values of the tests.
var (
	wantZone  = converge.Desired{Setting: setting.ByName("time_zone"), Value: setting.TimeZone{Name: "Europe/Berlin"}}
	wantSpeed = converge.Desired{Setting: setting.ByName("bandwidth"), Value: setting.Bandwidth{UploadMbps: 5, DownloadMbps: 10}}
	wantProxy = converge.Desired{Setting: setting.ByName("proxy"), Value: setting.Proxy{}}
)
