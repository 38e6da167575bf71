terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# The pad codes of all instances in a group, for a fleet.
data "armcloud_instances" "berlin" {
  filter  = { group_ids = [1] }
  details = false
}

# All instances that are not running, with all details.
data "armcloud_instances" "all" {}

output "not_running" {
  value = {
    for phone in data.armcloud_instances.all.instances :
    phone.pad_code => phone.status if phone.status != "running"
  }
}
