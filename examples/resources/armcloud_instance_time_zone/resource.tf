terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_instance_time_zone" "showroom" {
  pad_code  = "AC32010000001"
  time_zone = "Europe/London"
}
