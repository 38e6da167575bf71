# On the API level of 2024 alone.
data "armcloud_instance_preview" "wall" {
  pad_codes = ["AC32010000001", "AC32010000002"]
}

output "pictures" {
  value = data.armcloud_instance_preview.wall.urls
}
