terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Erases all data of two instances when it is invoked:
# terraform apply -invoke=action.armcloud_instance_reset.example
action "armcloud_instance_reset" "example" {
  config {
    pad_codes = ["AC32010000001", "AC32010000002"]
  }
}
