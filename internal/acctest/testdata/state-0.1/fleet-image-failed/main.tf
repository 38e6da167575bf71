variable "image" { default = "img-android13-b" }

# The change of image failed on instance 1. Instance 2 was wiped and its
# bandwidth failed. On instance 3 the end of the upgrade was not seen.
resource "armcloud_fleet" "all" {
  phones = { for n in range(1, 5) : format("AC32010%06d", n) => "kiosk" }

  profiles = {
    kiosk = {
      time_zone = "Europe/Berlin"
      bandwidth = { upload_mbps = 10, download_mbps = 20 }
      image     = { image_id = var.image, wipe_data = true }
    }
  }
}
