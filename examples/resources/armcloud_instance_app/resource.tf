terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_instance_app" "kiosk" {
  pad_code     = "AC32010000001"
  package_name = "com.example.kiosk"
  app_id       = 101
  name         = "Kiosk"
}

# Version 2.0. Any other version on the instance is replaced.
resource "armcloud_instance_app" "pinned" {
  pad_code     = "AC32010000002"
  package_name = "com.example.kiosk"
  app_id       = 102
  version_code = 200
}
