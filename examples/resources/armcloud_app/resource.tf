terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# ARMCloud reads the other attributes from the package.
resource "armcloud_app" "kiosk" {
  url = "https://downloads.example.com/com.example.kiosk-3.0.apk"
}

resource "armcloud_instance_app" "kiosk" {
  pad_code     = "AC32010000001"
  package_name = "com.example.kiosk"
  app_id       = armcloud_app.kiosk.app_id
}
