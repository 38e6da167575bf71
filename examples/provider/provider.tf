terraform {
  required_providers {
    armcloud = {
      source  = "armcloud/armcloud"
      version = "~> 0.1"
    }
  }
}

# Keys and endpoint are read from ARMCLOUD_ACCESS_KEY, ARMCLOUD_SECRET_KEY and
# ARMCLOUD_ENDPOINT.
provider "armcloud" {
  # How long a change waits for an instance that is not running.
  online_timeout = "10m"
}
