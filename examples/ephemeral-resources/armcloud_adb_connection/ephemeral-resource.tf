terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

ephemeral "armcloud_adb_connection" "showroom" {
  pad_code = "AC32010000001"

  # Enables ADB if it is disabled, even in a plan.
  enable = true
}
