variable "release" { default = "2" }

# The restarts for release 2 were running when the update ran out of time.
resource "armcloud_fleet" "all" {
  phones = { for n in range(1, 21) : format("AC32010%06d", n) => n <= 12 ? "kiosk" : "counter" }

  profiles = {
    kiosk   = { time_zone = "Europe/Berlin" }
    counter = { bandwidth = { upload_mbps = 50, download_mbps = 50 } }
  }

  restart_triggers = { release = var.release }
  timeouts         = { update = "4s" }
}
