resource "armcloud_instance" "one" {
  pad_code  = "AC32010000001"
  time_zone = "Europe/Berlin"
  image     = { image_id = "img-android13-b", wipe_data = true }
  bandwidth = { upload_mbps = 10, download_mbps = 20 }
  proxy     = { ip = "192.0.2.10", port = 1080, password_wo = "first-password" }
}
