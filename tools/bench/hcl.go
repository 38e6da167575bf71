package main

import "fmt"

// codesHCL defines local.codes, the pad codes of the first n phones that a
// simulated account has. One range() gives 1,024 numbers at most.
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

func staticTimesHCL(n int) string {
	return codesHCL(n) + `
resource "time_static" "all" {
  for_each = toset(local.codes)
}
`
}

// counterUpload is the upload of phones that have moved, more than others get.
const counterUpload = 50

// fleetHCL has a fleet in which all phones but the first moved ones have the
// upload.
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

// stringMapHCL has a map, and not an object with an attribute for each phone,
// which costs Terraform far more. The first moved strings differ from the rest.
func stringMapHCL(n, moved int) string {
	return codesHCL(n) + fmt.Sprintf(`
resource "terraform_data" "all" {
  input = tomap({ for i, code in local.codes : code => i < %d ? "counter" : "kiosk" })
}
`, moved)
}

// dataSourceHCL fails where not every phone was read.
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
      error_message = "Not every phone was read."
    }
  }
}
`, details, read, n)
}

// armcloudHCL names the provider. Endpoint and keys come from the environment;
// everything but the batch size, where one is given, is as it is by default.
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
