terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

# Adds two contacts to an instance:
# terraform apply -invoke=action.armcloud_instance_contacts.example
action "armcloud_instance_contacts" "example" {
  config {
    pad_codes = ["AC32010000001"]
    contacts = [
      { first_name = "Ada", phone = "+4930123456" },
      { first_name = "Ben", email = "ben@example.com" },
    ]
  }
}
