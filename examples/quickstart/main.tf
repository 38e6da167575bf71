# Keys come from ARMCLOUD_ACCESS_KEY and ARMCLOUD_SECRET_KEY.
provider "armcloud" {}

# Every phone of the account. On a real account, take some of them:
# filter = { group_ids = [3] }
data "armcloud_instances" "all" {
  details = false
}

locals {
  # The first phone stands in the showroom and is looked after on its own.
  showroom = data.armcloud_instances.all.pad_codes[0]
  others   = slice(data.armcloud_instances.all.pad_codes, 1, length(data.armcloud_instances.all.pad_codes))

  # Every tenth of the others stands at a counter, the rest are kiosks.
  profiles = { for i, code in local.others : code => i % 10 == 9 ? "counter" : "kiosk" }
}

# Many phones, a few profiles: all of them converge as one resource, and phones
# that need the same share one request.
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

# One phone with settings of its own.
resource "armcloud_instance" "showroom" {
  pad_code  = local.showroom
  time_zone = "Europe/London"
  bandwidth = { upload_mbps = 100, download_mbps = 100 }
}
