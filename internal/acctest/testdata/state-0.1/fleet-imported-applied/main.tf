resource "armcloud_fleet" "all" {
  phones = { for n in range(1, 21) : format("AC32010%06d", n) => n <= 12 ? "kiosk" : "counter" }

  profiles = {
    kiosk = {
      time_zone = "Europe/Berlin"
      image     = { image_id = "img-android13-b", wipe_data = true }
    }
    counter = {
      bandwidth = { upload_mbps = 50, download_mbps = 50 }
      proxy     = { ip = "192.0.2.10", port = 1080, password_wo = "first-password" }
    }
  }
}
