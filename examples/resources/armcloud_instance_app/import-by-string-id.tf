import {
  to = armcloud_instance_app.kiosk
  id = "AC32010000001/com.example.kiosk"
}
