terraform import armcloud_instance_app.kiosk AC32010000001/com.example.kiosk
