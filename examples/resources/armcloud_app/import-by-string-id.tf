import {
  to = armcloud_app.kiosk
  id = "301"
}
