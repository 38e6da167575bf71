terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_instance" "showroom" {
  pad_code = "AC32010000001"
}

output "showroom" {
  value = "${data.armcloud_instance.showroom.status}, image ${data.armcloud_instance.showroom.image_id}"
}
