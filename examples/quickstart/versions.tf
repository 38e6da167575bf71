terraform {
  required_version = ">= 1.11" # because of password_wo

  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}
