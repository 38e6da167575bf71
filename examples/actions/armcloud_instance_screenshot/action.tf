terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Takes a screenshot in portrait orientation:
# terraform apply -invoke=action.armcloud_instance_screenshot.example
action "armcloud_instance_screenshot" "example" {
  config {
    pad_codes = ["AC32010000001"]
    rotation  = 1
  }
}
