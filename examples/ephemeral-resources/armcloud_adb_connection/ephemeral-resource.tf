terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

ephemeral "armcloud_adb_connection" "showroom" {
  pad_code = "AC32010000001"

  # Also a plan enables ADB, if it is disabled.
  enable = true
}
