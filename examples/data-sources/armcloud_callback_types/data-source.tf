terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_callback_types" "all" {}

output "callback_types" {
  value = { for kind in data.armcloud_callback_types.all.types : kind.id => kind.name }
}
