import {
  to = armcloud_app.kiosk
  identity = {
    app_id = 301
  }
}
