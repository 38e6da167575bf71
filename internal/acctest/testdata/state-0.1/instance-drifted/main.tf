resource "armcloud_instance" "one" {
  pad_code  = "AC32010000001"
  time_zone = "Europe/Berlin"
  language  = { code = "de", country = "DE" }
  bandwidth = { upload_mbps = 10, download_mbps = 20 }
  image     = { image_id = "img-android13-b", wipe_data = true }
  apps = {
    "com.example.kiosk"   = { app_id = 102, version_code = 200 }
    "com.example.counter" = { app_id = 5000000103 }
  }
}
