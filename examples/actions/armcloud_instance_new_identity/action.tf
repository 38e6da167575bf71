terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Erases an instance and gives it a new identity when it is invoked:
# terraform apply -invoke=action.armcloud_instance_new_identity.example
action "armcloud_instance_new_identity" "example" {
  config {
    pad_codes    = ["AC32010000001"]
    country_code = "DE"
  }
}
