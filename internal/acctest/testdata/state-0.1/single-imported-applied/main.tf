resource "armcloud_instance_bandwidth" "one" {
  pad_code      = "AC32010000001"
  upload_mbps   = 10
  download_mbps = 20
}

resource "armcloud_instance_proxy" "two" {
  pad_code    = "AC32010000002"
  ip          = "192.0.2.10"
  port        = 1080
  password_wo = "first-password"
}

resource "armcloud_instance_time_zone" "three" {
  pad_code  = "AC32010000003"
  time_zone = "Europe/Berlin"
}

resource "armcloud_instance_image" "four" {
  pad_code  = "AC32010000004"
  image_id  = "img-android13-b"
  wipe_data = true
}

resource "armcloud_instance_app" "five" {
  pad_code     = "AC32010000005"
  package_name = "com.example.kiosk"
  app_id       = 101
}

resource "armcloud_instance_properties" "six" {
  pad_code          = "AC32010000006"
  system_persistent = { "ro.build.id" = "QQ3A.200805.001" }
}
