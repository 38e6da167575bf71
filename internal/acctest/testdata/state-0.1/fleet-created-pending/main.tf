# The tasks of the bandwidth were running when the create ran out of time.
resource "armcloud_fleet" "all" {
  phones = { for n in range(1, 21) : format("AC32010%06d", n) => n <= 12 ? "kiosk" : "counter" }

  profiles = {
    kiosk   = { time_zone = "Europe/Berlin", bandwidth = { upload_mbps = 10, download_mbps = 20 } }
    counter = { time_zone = "Asia/Tokyo" }
  }

  timeouts = { create = "9s" }
}
