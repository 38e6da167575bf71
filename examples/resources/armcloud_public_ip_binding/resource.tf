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

resource "armcloud_public_ip_binding" "showroom" {
  public_ip = "203.0.113.1"
  pad_ip    = data.armcloud_instance.showroom.pad_ip
}
