terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Shows the Android version of all instances of a group:
# terraform apply -invoke=action.armcloud_instance_command.example
data "armcloud_instances" "berlin" {
  filter = { group_ids = [3] }
}

action "armcloud_instance_command" "example" {
  config {
    pad_codes = data.armcloud_instances.berlin.pad_codes
    command   = "getprop ro.build.version.release"
  }
}
