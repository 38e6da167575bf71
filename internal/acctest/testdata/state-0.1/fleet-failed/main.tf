variable "final" { default = true }

# The update failed on six instances: refused (1), missing from the answer (2),
# a failed task (3), offline (4), a failed undo of the bandwidth (13, 20).
resource "armcloud_fleet" "all" {
  phones = { for n in range(1, var.final ? 20 : 21) : format("AC32010%06d", n) => n <= 12 ? "kiosk" : "counter" }

  profiles = {
    kiosk = {
      time_zone = var.final ? "Europe/Madrid" : "Europe/Berlin"
      bandwidth = { upload_mbps = 10, download_mbps = var.final ? 30 : 20 }
      apps      = { "com.example.kiosk" = { app_id = 101 } }
    }
    counter = {
      time_zone = "Asia/Tokyo"
      bandwidth = var.final ? null : { upload_mbps = 50, download_mbps = 50 }
    }
  }
}
