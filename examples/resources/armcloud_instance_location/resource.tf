terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# The Brandenburg Gate.
resource "armcloud_instance_location" "showroom" {
  pad_code  = "AC32010000001"
  latitude  = 52.516275
  longitude = 13.377704
}
