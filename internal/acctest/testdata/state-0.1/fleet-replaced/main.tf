# The tasks of the bandwidth were running when the first create ran out of time.
# The apply after it replaced the fleet.
resource "armcloud_fleet" "all" {
  phones = { for n in range(1, 5) : format("AC32010%06d", n) => n <= 3 ? "kiosk" : "counter" }

  profiles = {
    kiosk   = { time_zone = "Europe/Berlin", bandwidth = { upload_mbps = 10, download_mbps = 20 } }
    counter = { time_zone = "Asia/Tokyo" }
  }

  timeouts = { create = "9s" }
}
