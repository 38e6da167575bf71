# Five instances failed: refused (1), missing from the answer (2), a failed task
# (3, 20), offline (4).
resource "armcloud_fleet" "all" {
  phones = { for n in range(1, 21) : format("AC32010%06d", n) => n <= 12 ? "kiosk" : "counter" }

  profiles = {
    kiosk = {
      time_zone = "Europe/Berlin"
      image     = { image_id = "img-android13-b", wipe_data = true }
    }
    counter = {
      time_zone = "Asia/Tokyo"
      bandwidth = { upload_mbps = 50, download_mbps = 50 }
    }
  }
}
