terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_callback_types" "all" {}

# All types. To receive only some, list their IDs: [20, 21].
resource "armcloud_callback" "receiver" {
  url               = "https://receiver.example.com/armcloud"
  callback_type_ids = data.armcloud_callback_types.all.types[*].id
}
