resource "armcloud_instance_time_zone" "one" {
  pad_code  = "AC32010000001"
  time_zone = "Europe/Berlin"
}

resource "armcloud_instance_image" "two" {
  pad_code  = "AC32010000002"
  image_id  = "img-android13-b"
  wipe_data = true
}

resource "armcloud_instance_app" "three" {
  pad_code     = "AC32010000003"
  package_name = "com.example.kiosk"
  app_id       = 102
  version_code = 200
}
