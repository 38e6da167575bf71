terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Turns the device of an instance off and on again, with all its instances:
# terraform apply -invoke=action.armcloud_device_power_cycle.example
data "armcloud_instance" "stuck" {
  pad_code = "AC32010000001"
}

action "armcloud_device_power_cycle" "example" {
  config {
    device_ips = [data.armcloud_instance.stuck.device_ip]
    timeout    = "30m"
  }
}
