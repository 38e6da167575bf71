terraform {
  required_version = ">= 1.8"

  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}
