terraform import armcloud_app.kiosk 301
