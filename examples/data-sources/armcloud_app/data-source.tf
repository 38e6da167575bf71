terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_app" "kiosk" {
  app_id = 101
}

output "kiosk_version" {
  value = data.armcloud_app.kiosk.version_name
}
