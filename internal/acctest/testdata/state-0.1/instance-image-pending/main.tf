variable "image" { default = "img-android13-b" }

# The upgrade to img-android13-b was running when the update ran out of time.
resource "armcloud_instance" "one" {
  pad_code  = "AC32010000001"
  time_zone = "Europe/Berlin"
  image     = { image_id = var.image, wipe_data = true }
  timeouts  = { update = "3s" }
}
