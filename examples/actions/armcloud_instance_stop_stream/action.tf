terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Disconnects the viewers of an instance:
# terraform apply -invoke=action.armcloud_instance_stop_stream.example
action "armcloud_instance_stop_stream" "example" {
  config {
    pad_codes = ["AC32010000001"]
  }
}
