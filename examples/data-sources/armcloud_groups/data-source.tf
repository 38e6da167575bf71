terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_groups" "all" {}

# Only the groups of certain instances.
data "armcloud_groups" "showroom" {
  filter = { pad_code = "AC32010000001" }
}

output "sizes" {
  value = { for group in data.armcloud_groups.all.groups : group.name => group.pad_count }
}
