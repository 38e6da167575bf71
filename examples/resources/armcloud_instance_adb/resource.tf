terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_instance_adb" "showroom" {
  pad_code = "AC32010000001"
  enabled  = true
}
