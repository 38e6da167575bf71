data "armcloud_callback_types" "all" {}

# Every type that there is. To be told of a few, name their ids: [20, 21].
resource "armcloud_callback" "receiver" {
  url               = "https://receiver.example.com/armcloud"
  callback_type_ids = data.armcloud_callback_types.all.types[*].id
}
