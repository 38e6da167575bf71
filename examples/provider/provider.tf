terraform {
  required_providers {
    armcloud = {
      source  = "armcloud/armcloud"
      version = "~> 0.1"
    }
  }
}

# Keys and endpoint come from ARMCLOUD_ACCESS_KEY, ARMCLOUD_SECRET_KEY and
# ARMCLOUD_ENDPOINT.
provider "armcloud" {
  # Phones that are being restarted get this long to come back.
  online_timeout = "10m"
}
