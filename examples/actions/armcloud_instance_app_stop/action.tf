terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Stops an app: terraform apply -invoke=action.armcloud_instance_app_stop.example
action "armcloud_instance_app_stop" "example" {
  config {
    pad_codes    = ["AC32010000001", "AC32010000002"]
    package_name = "com.example.kiosk"
  }
}
