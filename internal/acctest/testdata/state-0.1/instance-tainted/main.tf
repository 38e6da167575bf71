resource "armcloud_instance" "one" {
  pad_code  = "AC32010000001"
  time_zone = "Europe/Berlin"
  bandwidth = { upload_mbps = 10, download_mbps = 20 }
  image     = { image_id = "img-android13-b", wipe_data = true }
  apps = {
    "com.example.kiosk"  = { app_id = 101 }
    "com.example.broken" = { app_id = 104 }
  }
}
