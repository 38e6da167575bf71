variable "final" { default = true }

# The bandwidth was refused, the task of the image failed, and the end of the
# time zone's change was not seen.
resource "armcloud_instance_bandwidth" "one" {
  pad_code      = "AC32010000001"
  upload_mbps   = 10
  download_mbps = var.final ? 30 : 20
}

resource "armcloud_instance_time_zone" "two" {
  pad_code  = "AC32010000002"
  time_zone = var.final ? "Asia/Tokyo" : "Europe/Berlin"
}

resource "armcloud_instance_image" "three" {
  pad_code  = "AC32010000003"
  image_id  = var.final ? "img-android13-b" : "img-android13-a"
  wipe_data = true
}
