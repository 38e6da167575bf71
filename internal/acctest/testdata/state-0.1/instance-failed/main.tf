variable "final" { default = true }

# The update failed for the bandwidth, which was refused, and for the app and the
# proxy, whose tasks failed.
resource "armcloud_instance" "one" {
  pad_code  = "AC32010000001"
  time_zone = var.final ? "Asia/Tokyo" : "Europe/Berlin"
  bandwidth = { upload_mbps = 10, download_mbps = var.final ? 30 : 20 }
  proxy     = var.final ? { ip = "192.0.2.10", port = 1080, password_wo = "first-password" } : null
  apps      = { "com.example.kiosk" = { app_id = var.final ? 102 : 101 } }
}
