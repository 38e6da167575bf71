package main

import "fmt"

// codesHCL defines local.codes, the pad codes of the first n instances of a
// simulated account. A range() is limited to 1,024 numbers.
func codesHCL(n int) string {
	return fmt.Sprintf(`
locals {
  codes = [
    for n in flatten([for a in range(%d) : [for b in range(1000) : a * 1000 + b + 1]]) :
    format("AC32010%%06d", n) if n <= %d
  ]
}
`, (n+999)/1000, n)
}

func instancesHCL(n int) string {
	return codesHCL(n) + `
resource "armcloud_instance" "all" {
  for_each  = toset(local.codes)
  pad_code  = each.key
  bandwidth = { upload_mbps = 10, download_mbps = 20 }
}
`
}

// bandwidthsHCL sets one setting of each instance with a resource of its own.
func bandwidthsHCL(n int) string {
	return codesHCL(n) + `
resource "armcloud_instance_bandwidth" "all" {
  for_each      = { for code in local.codes : code => code }
  pad_code      = each.key
  upload_mbps   = 10
  download_mbps = 20
}
`
}

func staticTimesHCL(n int) string {
	return codesHCL(n) + `
resource "time_static" "all" {
  for_each = toset(local.codes)
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

func requireHCL(name, source string) string {
	return fmt.Sprintf("terraform {\n  required_providers {\n    %s = { source = %q }\n  }\n}\n", name, source)
}

func actionHCL(n int) string {
	return codesHCL(n) + `
action "armcloud_instance_command" "all" {
  config {
    pad_codes = local.codes
    command   = "getprop persist.sys.timezone"
  }
}
`
}
