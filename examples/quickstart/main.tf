# The keys are read from ARMCLOUD_ACCESS_KEY and ARMCLOUD_SECRET_KEY.
provider "armcloud" {}

# Select instances by group, because only you change their groups. Don't select them by
# their position in a list: if one instance leaves the account, the others move up.
data "armcloud_instances" "kiosks" {
  filter  = { group_ids = var.kiosk_groups }
  details = false
}

data "armcloud_instances" "counters" {
  filter  = { group_ids = var.counter_groups }
  details = false
}

locals {
  phones = merge(
    { for code in data.armcloud_instances.kiosks.pad_codes : code => "kiosk" },
    { for code in data.armcloud_instances.counters.pad_codes : code => "counter" },
  )
}

# Many instances with a few profiles, as one resource. Equal changes to
# different instances share a request.
resource "armcloud_fleet" "shop" {
  # The instance in the showroom has its own resource.
  phones = { for code, profile in local.phones : code => profile if code != var.showroom }

  profiles = {
    kiosk = {
      time_zone = "Europe/Berlin"
      bandwidth = { upload_mbps = 10, download_mbps = 20 }
    }
    counter = {
      time_zone = "Europe/Berlin"
      bandwidth = { upload_mbps = 50, download_mbps = 50 }
      proxy = var.proxy_ip == null ? null : {
        ip          = var.proxy_ip
        port        = 1080
        protocol    = "socks5"
        username    = "counter"
        password_wo = var.proxy_password
      }
    }
  }
}

# One instance with its own settings.
resource "armcloud_instance" "showroom" {
  pad_code  = var.showroom
  time_zone = "Europe/London"
  bandwidth = { upload_mbps = 100, download_mbps = 100 }
}
