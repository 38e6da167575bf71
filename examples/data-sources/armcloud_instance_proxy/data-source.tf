terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_instance_proxy" "showroom" {
  pad_code = "AC32010000001"
}

output "exit_ip" {
  value = data.armcloud_instance_proxy.showroom.exit_ip
}
