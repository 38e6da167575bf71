terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_image" "android13" {
  url         = "https://downloads.example.com/android13-kiosk.tar"
  tag         = "img-android13-kiosk"
  server_type = "Cruise10"
  rom_version = "android13"
}
