terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_instance_android_properties" "showroom" {
  pad_code = "AC32010000001"
  properties = {
    "ro.product.vendor.name"  = "OP52D1L1"
    "ro.product.manufacturer" = "Example"
  }
  restart = true
}
