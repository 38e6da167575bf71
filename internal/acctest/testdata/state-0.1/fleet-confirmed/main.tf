# Instances 2, 5 and 14 do not show their time zone.
resource "armcloud_fleet" "all" {
  phones = { for n in range(1, 21) : format("AC32010%06d", n) => n <= 12 ? "kiosk" : "counter" }

  profiles = {
    kiosk   = { time_zone = "Europe/Berlin", language = { code = "de", country = "DE" } }
    counter = { time_zone = "Asia/Tokyo" }
  }
}
