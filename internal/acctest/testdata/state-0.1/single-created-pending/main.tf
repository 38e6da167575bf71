# The tasks were running when the creates ran out of time.
resource "armcloud_instance_bandwidth" "one" {
  pad_code      = "AC32010000001"
  upload_mbps   = 10
  download_mbps = 20
  timeouts      = { create = "3s" }
}

resource "armcloud_instance_image" "two" {
  pad_code  = "AC32010000002"
  image_id  = "img-android13-b"
  wipe_data = true
  timeouts  = { create = "3s" }
}

resource "armcloud_instance_app" "three" {
  pad_code     = "AC32010000003"
  package_name = "com.example.kiosk"
  app_id       = 101
  timeouts     = { create = "3s" }
}
