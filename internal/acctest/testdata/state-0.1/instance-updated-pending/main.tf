variable "app" { default = 102 }

# The installation of app 102 was running when the update ran out of time.
resource "armcloud_instance" "one" {
  pad_code  = "AC32010000001"
  time_zone = "Europe/Berlin"
  bandwidth = { upload_mbps = 10, download_mbps = 20 }
  apps      = { "com.example.kiosk" = { app_id = var.app } }
  timeouts  = { update = "3s" }
}
