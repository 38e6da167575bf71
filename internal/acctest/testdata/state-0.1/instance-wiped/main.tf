variable "image" { default = "img-android13-b" }

# The new image erased the instance, and the bandwidth that was to be set again
# failed.
resource "armcloud_instance" "one" {
  pad_code  = "AC32010000001"
  time_zone = "Europe/Berlin"
  bandwidth = { upload_mbps = 10, download_mbps = 20 }
  proxy     = { ip = "192.0.2.10", port = 1080, password_wo = "first-password" }
  image     = { image_id = var.image, wipe_data = true }
}
