variable "speed" { default = 20 }

# The change of the bandwidth was running when the update was interrupted.
resource "armcloud_instance" "one" {
  pad_code  = "AC32010000001"
  time_zone = "Europe/Berlin"
  bandwidth = { upload_mbps = 10, download_mbps = var.speed }
  apps      = { "com.example.kiosk" = { app_id = 101 } }
}
