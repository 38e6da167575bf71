import {
  to = armcloud_instance_app.kiosk
  identity = {
    pad_code     = "AC32010000001"
    package_name = "com.example.kiosk"
  }
}
