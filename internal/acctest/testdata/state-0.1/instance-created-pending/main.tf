# The proxy's task was running when the create ran out of time.
resource "armcloud_instance" "one" {
  pad_code  = "AC32010000001"
  time_zone = "Europe/Berlin"
  proxy     = { ip = "192.0.2.10", port = 1080, password_wo = "first-password" }
  apps      = { "com.example.kiosk" = { app_id = 101 } }
  timeouts  = { create = "9s" }
}
