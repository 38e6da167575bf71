# The app's installation failed, and so did the task of the bandwidth.
resource "armcloud_instance_app" "one" {
  pad_code     = "AC32010000001"
  package_name = "com.example.broken"
  app_id       = 104
}

resource "armcloud_instance_bandwidth" "two" {
  pad_code      = "AC32010000002"
  upload_mbps   = 10
  download_mbps = 20
}

resource "armcloud_instance_image" "three" {
  pad_code  = "AC32010000003"
  image_id  = "img-android13-b"
  wipe_data = true
}
