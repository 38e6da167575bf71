terraform {
  required_providers {
    armcloud = {
      source  = "armcloud/armcloud"
      version = "~> 0.1"
    }
  }
}

# The keys are read from ARMCLOUD_ACCESS_KEY and ARMCLOUD_SECRET_KEY.
provider "armcloud" {
  # How long a change waits for an instance that is not running.
  online_timeout = "10m"
}

variable "proxy_password" {
  description = "Password of the user \"counter\" at the proxy."
  type        = string
  default     = null
  sensitive   = true
}

# The instances of group 1. The console shows the IDs of your groups.
data "armcloud_instances" "kiosks" {
  filter  = { group_ids = [1] }
  details = false
}

# Many instances with a few profiles, as one resource.
resource "armcloud_fleet" "shop" {
  phones = merge(
    { for code in data.armcloud_instances.kiosks.pad_codes : code => "kiosk" },
    { AC32010000002 = "counter" },
  )

  profiles = {
    kiosk = {
      time_zone = "Europe/Berlin"
      bandwidth = { upload_mbps = 10, download_mbps = 20 }
    }
    counter = {
      time_zone = "Europe/Berlin"
      proxy = {
        ip          = "192.0.2.10"
        port        = 1080
        protocol    = "socks5"
        username    = "counter"
        password_wo = var.proxy_password
      }
    }
  }
}
