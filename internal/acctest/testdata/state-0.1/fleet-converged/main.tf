resource "armcloud_fleet" "all" {
  phones = { for n in range(1, 21) : format("AC32010%06d", n) => n <= 12 ? "kiosk" : "counter" }

  profiles = {
    kiosk = {
      time_zone = "Europe/Berlin"
      language  = { code = "de", country = "DE" }
      bandwidth = { upload_mbps = 10, download_mbps = 20 }
      image     = { image_id = "img-android13-b", wipe_data = true }
    }
    counter = {
      time_zone = "Asia/Tokyo"
      bandwidth = { upload_mbps = 50, download_mbps = 50 }
      apps      = { "com.example.kiosk" = { app_id = 102, version_code = 200 } }
      properties = {
        system_persistent = { "ro.build.id" = "QQ3A.200805.001" }
        restart           = true
      }
    }
  }

  triggers         = { run = "1" }
  restart_triggers = { release = "1" }
}
