resource "armcloud_instance" "one" {
  pad_code    = "AC32010000001"
  time_zone   = "Europe/Berlin"
  language    = { code = "de", country = "DE" }
  location    = { latitude = 52.5, longitude = 13.4 }
  bandwidth   = { upload_mbps = 10, download_mbps = 20 }
  adb_enabled = true

  proxy = {
    ip          = "192.0.2.10"
    port        = 1080
    protocol    = "socks5"
    username    = "kiosk"
    password_wo = "first-password"
  }
  sim = {
    imei             = "356938035643809"
    type             = "9"
    tac              = "871420"
    cell_id          = "870091003"
    narfcn           = "99240"
    physical_cell_id = "6C"
  }
  apps = {
    "com.example.kiosk"   = { app_id = 102, name = "Kiosk", version_code = 200 }
    "com.example.counter" = { app_id = 5000000103 }
  }
  files = {
    wallpaper = { file_id = "f11e000000000000000000000000a001", path = "/Download/" }
  }
  image = { image_id = "img-android13-b", wipe_data = true }
  properties = {
    system            = { "ro.build.tags" = "release-keys" }
    system_persistent = { "ro.build.id" = "QQ3A.200805.001" }
    setting           = { "screen_brightness" = "100" }
    restart           = true
  }
  android_properties = {
    properties = { "ro.product.model" = "Kiosk 7" }
    restart    = true
  }

  triggers         = { run = "1" }
  restart_triggers = { release = "1" }
}

resource "armcloud_instance" "two" {
  pad_code   = "AC32010000002"
  on_release = "keep"
  time_zone  = "Asia/Tokyo"
  proxy = {
    ip                  = "192.0.2.11"
    port                = 1081
    password_wo         = "second-password"
    password_wo_version = 3
  }
  image = { image_id = "img-android13-a" }
  apps  = { "com.example.kiosk" = { app_id = 101 } }
}

resource "armcloud_instance" "three" {
  pad_code = "AC32010000003"
  proxy    = { ip = "192.0.2.12", port = 1082, username = "kiosk", password = "third-password" }
}

# Nothing but adopted.
resource "armcloud_instance" "four" {
  pad_code = "AC32010000004"
}
