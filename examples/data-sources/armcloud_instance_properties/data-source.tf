terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_instance_properties" "showroom" {
  pad_code = "AC32010000001"
}

output "product" {
  value = data.armcloud_instance_properties.showroom.system["ro.product.model"]
}
