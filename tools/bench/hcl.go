package main

import (
	"fmt"
	"strings"
)

// codesHCL defines local.codes, the pad codes of the first n instances of a
// simulated account, and local.each, the same as a map for for_each: with a set,
// Terraform itself takes time quadratic in n. A range() is limited to 1,024 numbers.
func codesHCL(n int) string {
	return fmt.Sprintf(`
locals {
  codes = [
    for n in flatten([for a in range(%d) : [for b in range(1000) : a * 1000 + b + 1]]) :
    format("AC32010%%06d", n) if n <= %d
  ]
  each = { for code in local.codes : code => code }
}
`, (n+999)/1000, n)
}

func instancesHCL(n int) string {
	return codesHCL(n) + `
resource "armcloud_instance" "all" {
  for_each  = local.each
  pad_code  = each.key
  bandwidth = { upload_mbps = 10, download_mbps = 20 }
}
`
}

// bandwidthsHCL defines n resources of a single setting.
func bandwidthsHCL(n int) string {
	return codesHCL(n) + `
resource "armcloud_instance_bandwidth" "all" {
  for_each      = local.each
  pad_code      = each.key
  upload_mbps   = 10
  download_mbps = 20
}
`
}

func staticTimesHCL(n int) string {
	return codesHCL(n) + `
resource "time_static" "all" {
  for_each = local.each
}
`
}

// counterUpload is the upload of instances that have moved; others have less.
const counterUpload = 50

// fleetHCL defines a fleet in which all instances except the first moved ones have
// the upload.
func fleetHCL(n, upload, moved int) string {
	return codesHCL(n) + fmt.Sprintf(`
resource "armcloud_fleet" "all" {
  phones = { for i, code in local.codes : code => i < %d ? "counter" : "kiosk" }
  profiles = {
    kiosk   = { bandwidth = { upload_mbps = %d, download_mbps = 20 } }
    counter = { bandwidth = { upload_mbps = %d, download_mbps = 50 } }
  }
}
`, moved, upload, counterUpload)
}

func zonedFleetHCL(n int) string {
	return codesHCL(n) + `
resource "armcloud_fleet" "all" {
  phones   = { for code in local.codes : code => "kiosk" }
  profiles = { kiosk = { time_zone = "Europe/Berlin" } }
}
`
}

// stringMapHCL defines a map of n strings, of which the first moved ones differ. It
// is a map because an object with n attributes costs Terraform far more.
func stringMapHCL(n, moved int) string {
	return codesHCL(n) + fmt.Sprintf(`
resource "terraform_data" "all" {
  input = tomap({ for i, code in local.codes : code => i < %d ? "counter" : "kiosk" })
}
`, moved)
}

// dataSourceHCL fails if not every instance was read.
func dataSourceHCL(n int, details bool) string {
	read := "pad_codes"
	if details {
		read = "instances"
	}
	return fmt.Sprintf(`
data "armcloud_instances" "all" {
  details = %t
  lifecycle {
    postcondition {
      condition     = length(self.%s) == %d
      error_message = "Not every instance was read."
    }
  }
}
`, details, read, n)
}

// armcloudHCL requires and configures the provider. Endpoint and keys come from the
// environment. Everything else has its default, except the batch size if not 0.
func armcloudHCL(batch int) string {
	setting := ""
	if batch != 0 {
		setting = fmt.Sprintf("  batch_size = %d\n", batch)
	}
	return requireHCL("armcloud", "armcloud/armcloud") + "\nprovider \"armcloud\" {\n" + setting + "}\n"
}

// unlimitedHCL is armcloudHCL without a limit that counts: if every instance has its own
// values, the default of 60 requests per second determines how long an apply takes.
func unlimitedHCL() string {
	return strings.Replace(armcloudHCL(0), "\"armcloud\" {\n}", "\"armcloud\" {\n  requests_per_second = 5000\n}", 1)
}

// overriddenFleetHCL defines a fleet in which every instance has a proxy and SIM data of
// its own.
func overriddenFleetHCL(n int) string {
	return codesHCL(n) + `
resource "armcloud_fleet" "all" {
  phones   = { for code in local.codes : code => "kiosk" }
  profiles = { kiosk = { bandwidth = { upload_mbps = 10, download_mbps = 20 } } }
  overrides = { for i, code in local.codes : code => jsonencode({
    proxy = { ip = "192.0.2.${i % 250 + 1}", port = 1080 + i, protocol = "socks5", username = "user${i}" }
    sim = {
      imsi = format("26201%010d", i), phone_number = format("+49151%08d", i), mcc = "262", mnc = "01", operator_long_name = "Example"
      type = "9", tac = "1", cell_id = "2", narfcn = "3", physical_cell_id = "6C"
    }
  }) }
}
`
}

// profiledFleetHCL defines a fleet in which every instance has a profile of its own.
func profiledFleetHCL(n int) string {
	return codesHCL(n) + `
resource "armcloud_fleet" "all" {
  phones   = { for code in local.codes : code => "of ${code}" }
  profiles = { for i, code in local.codes : "of ${code}" => { bandwidth = { upload_mbps = 10 + i, download_mbps = 20 } } }
}
`
}

func requireHCL(name, source string) string {
	return fmt.Sprintf("terraform {\n  required_providers {\n    %s = { source = %q }\n  }\n}\n", name, source)
}

func actionHCL(n int) string {
	return codesHCL(n) + `
action "armcloud_instance_restart" "all" {
  config {
    pad_codes = local.codes
  }
}
`
}
