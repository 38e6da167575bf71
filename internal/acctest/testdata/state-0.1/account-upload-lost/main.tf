# The answers to the uploads were lost, and the catalog showed nothing until the
# creates ran out of time.
resource "armcloud_app" "kiosk" {
  url      = "https://downloads.example.com/com.example.kiosk-3.0.apk"
  timeouts = { create = "3s" }
}

resource "armcloud_file" "wallpaper" {
  url      = "https://downloads.example.com/wallpaper.png"
  name     = "wallpaper.png"
  md5      = "32e1f345f209a7dc1cc704913ea436d3"
  timeouts = { create = "3s" }
}

resource "armcloud_image" "android13" {
  url         = "https://downloads.example.com/android13-c.tar"
  tag         = "v13.2.1"
  server_type = "Cruise10"
  rom_version = "android13"
  timeouts    = { create = "3s" }
}
