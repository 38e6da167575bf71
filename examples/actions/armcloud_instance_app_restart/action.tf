terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Restarts an app: terraform apply -invoke=action.armcloud_instance_app_restart.example
action "armcloud_instance_app_restart" "example" {
  config {
    pad_codes    = ["AC32010000001", "AC32010000002"]
    package_name = "com.example.kiosk"
  }
}
