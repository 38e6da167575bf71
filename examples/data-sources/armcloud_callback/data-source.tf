terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_callback" "current" {}

output "callback_url" {
  value = data.armcloud_callback.current.url
}
