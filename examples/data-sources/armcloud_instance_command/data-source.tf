terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Runs in every plan, so use only commands that read.
data "armcloud_instance_command" "build" {
  pad_code = "AC32010000001"
  command  = "getprop ro.build.id"
}

output "build" {
  value = trimspace(data.armcloud_instance_command.build.output)
}
