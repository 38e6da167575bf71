# The keys are read from ARMCLOUD_ACCESS_KEY and ARMCLOUD_SECRET_KEY.
provider "armcloud" {}

# All instances of the account. On a real account, select some of them:
# filter = { group_ids = [3] }
data "armcloud_instances" "all" {
  details = false
}

locals {
  # The first instance is in the showroom and is managed separately.
  showroom = data.armcloud_instances.all.pad_codes[0]
  others   = slice(data.armcloud_instances.all.pad_codes, 1, length(data.armcloud_instances.all.pad_codes))

  # Every tenth of the others is at a counter, the rest are kiosks.
  profiles = { for i, code in local.others : code => i % 10 == 9 ? "counter" : "kiosk" }
}

# Many instances with a few profiles, as one resource. Equal changes to
# different instances share a request.
resource "armcloud_fleet" "shop" {
  phones = local.profiles

  profiles = {
    kiosk = {
      time_zone = "Europe/Berlin"
      bandwidth = { upload_mbps = 10, download_mbps = 20 }
    }
    counter = {
      time_zone = "Europe/Berlin"
      bandwidth = { upload_mbps = 50, download_mbps = 50 }
      proxy = var.proxy_ip == null ? null : {
        ip       = var.proxy_ip
        port     = 1080
        protocol = "socks5"
        username = "counter"
        password = var.proxy_password
      }
    }
  }
}

# One instance with its own settings.
resource "armcloud_instance" "showroom" {
  pad_code  = local.showroom
  time_zone = "Europe/London"
  bandwidth = { upload_mbps = 100, download_mbps = 100 }
}
