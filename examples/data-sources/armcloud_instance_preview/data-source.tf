terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Available only on the 2024 API level.
data "armcloud_instance_preview" "wall" {
  pad_codes = ["AC32010000001", "AC32010000002"]
}

output "pictures" {
  value = data.armcloud_instance_preview.wall.urls
}
