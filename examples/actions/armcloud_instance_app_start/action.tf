terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Starts an app after each installation of another version.
resource "armcloud_instance_app" "kiosk" {
  pad_code     = "AC32010000001"
  package_name = "com.example.kiosk"
  app_id       = 101

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.armcloud_instance_app_start.example]
    }
  }
}

action "armcloud_instance_app_start" "example" {
  config {
    pad_codes    = ["AC32010000001"]
    package_name = "com.example.kiosk"
  }
}
