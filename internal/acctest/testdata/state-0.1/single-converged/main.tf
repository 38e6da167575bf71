resource "armcloud_instance_bandwidth" "one" {
  pad_code      = "AC32010000001"
  upload_mbps   = 10
  download_mbps = 20
}

resource "armcloud_instance_proxy" "one" {
  pad_code    = "AC32010000001"
  ip          = "192.0.2.10"
  port        = 1080
  protocol    = "socks5"
  username    = "kiosk"
  password_wo = "first-password"
}

resource "armcloud_instance_proxy" "off" {
  pad_code = "AC32010000002"
  enabled  = false
}

resource "armcloud_instance_time_zone" "one" {
  pad_code  = "AC32010000001"
  time_zone = "Europe/Berlin"
}

resource "armcloud_instance_language" "one" {
  pad_code = "AC32010000001"
  code     = "de"
  country  = "DE"
}

resource "armcloud_instance_location" "one" {
  pad_code  = "AC32010000001"
  latitude  = 52.5
  longitude = 13.4
}

resource "armcloud_instance_sim" "one" {
  pad_code         = "AC32010000001"
  imei             = "356938035643809"
  type             = "9"
  tac              = "871420"
  cell_id          = "870091003"
  narfcn           = "99240"
  physical_cell_id = "6C"
}

resource "armcloud_instance_adb" "one" {
  pad_code = "AC32010000001"
  enabled  = true
}

resource "armcloud_instance_image" "three" {
  pad_code  = "AC32010000003"
  image_id  = "img-android13-b"
  wipe_data = true
}

resource "armcloud_instance_app" "four" {
  pad_code     = "AC32010000004"
  package_name = "com.example.kiosk"
  app_id       = 102
  name         = "Kiosk"
  version_code = 200
}

resource "armcloud_instance_file" "four" {
  pad_code = "AC32010000004"
  file_id  = "f11e000000000000000000000000a001"
  path     = "/Download/"
}

resource "armcloud_instance_properties" "five" {
  pad_code          = "AC32010000005"
  system            = { "ro.build.tags" = "release-keys" }
  system_persistent = { "ro.build.id" = "QQ3A.200805.001" }
  restart           = true
}

resource "armcloud_instance_android_properties" "six" {
  pad_code   = "AC32010000006"
  properties = { "ro.product.model" = "Kiosk 7" }
  restart    = true
}
