variable "final" { default = true }

# The restart for release 2 was not sent to instances 1 and 2, whose bandwidth
# failed, and its task failed on instance 3. Release 2 also sends everything
# again.
resource "armcloud_fleet" "all" {
  phones = { for n in range(1, 8) : format("AC32010%06d", n) => n <= 5 ? "kiosk" : "counter" }

  profiles = {
    kiosk   = { time_zone = "Europe/Berlin", bandwidth = { upload_mbps = 10, download_mbps = 20 } }
    counter = { time_zone = "Asia/Tokyo" }
  }

  triggers         = { release = var.final ? "2" : "1" }
  restart_triggers = { release = var.final ? "2" : "1" }
}
