resource "armcloud_app" "kiosk" {
  url = "https://downloads.example.com/com.example.kiosk-3.0.apk"
}

resource "armcloud_file" "wallpaper" {
  url  = "https://downloads.example.com/wallpaper.png"
  name = "wallpaper.png"
  md5  = "32e1f345f209a7dc1cc704913ea436d3"
}

resource "armcloud_image" "android13" {
  url         = "https://downloads.example.com/android13-c.tar"
  tag         = "v13.2.1"
  server_type = "Cruise10"
  rom_version = "android13"
}

resource "armcloud_callback" "receiver" {
  url               = "http://127.0.0.1:9/armcloud"
  callback_type_ids = [20, 21]
}

resource "armcloud_app_blacklist" "kiosks" {
  pad_grade = "m2-3"
  apps      = { "com.example.game" = "Game", "com.example.video" = "Video" }
}

resource "armcloud_public_ip_binding" "one" {
  public_ip = "203.0.113.1"
  pad_ip    = "10.16.0.1"
}
