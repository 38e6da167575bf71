variable "app" { default = 102 }

# The installations of app 102 were running when the update ran out of time.
resource "armcloud_fleet" "all" {
  phones = { for n in range(1, 21) : format("AC32010%06d", n) => n <= 12 ? "kiosk" : "counter" }

  profiles = {
    kiosk   = { time_zone = "Europe/Berlin", apps = { "com.example.kiosk" = { app_id = var.app, version_code = var.app == 102 ? 200 : 100 } } }
    counter = { time_zone = "Asia/Tokyo" }
  }

  timeouts = { update = "4s" }
}
