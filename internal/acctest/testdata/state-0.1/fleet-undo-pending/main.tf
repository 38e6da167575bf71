variable "managed" { default = false }

# The undo of the bandwidth was running when the update ran out of time: the
# setting left the profile kiosk, and instance 20 the fleet.
resource "armcloud_fleet" "all" {
  phones = { for n in range(1, var.managed ? 21 : 20) : format("AC32010%06d", n) => n <= 12 ? "kiosk" : "counter" }

  profiles = {
    kiosk   = { time_zone = "Europe/Berlin", bandwidth = var.managed ? { upload_mbps = 10, download_mbps = 20 } : null }
    counter = { bandwidth = { upload_mbps = 50, download_mbps = 50 } }
  }

  timeouts = { update = "4s" }
}
