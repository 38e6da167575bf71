terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

variable "proxy_password" {
  type      = string
  sensitive = true
}

data "armcloud_instances" "berlin" {
  filter  = { group_ids = [1] }
  details = false
}

resource "armcloud_fleet" "berlin" {
  # All instances of the group are kiosks, except for one at the counter.
  phones = {
    for code in data.armcloud_instances.berlin.pad_codes :
    code => code == "AC32010000002" ? "counter" : "kiosk"
  }

  profiles = {
    kiosk = {
      time_zone = "Europe/Berlin"
      bandwidth = { upload_mbps = 10, download_mbps = 20 }
    }
    counter = {
      time_zone = "Europe/Berlin"
      bandwidth = { upload_mbps = 50, download_mbps = 50 }
      proxy     = { ip = "192.0.2.10", port = 1080, protocol = "socks5" }
    }
  }

  # Instances that are off do not fail the apply. The next apply sends what they are missing.
  offline = "skip"

  # What differs from instance to instance. The showroom has no limit.
  overrides = {
    "AC32010000003" = jsonencode({
      proxy     = { ip = "192.0.2.11", port = 1080, username = "showroom" }
      bandwidth = null
    })
  }
  proxy_passwords_wo = { "AC32010000003" = var.proxy_password }

  # One instance goes first. If it succeeds, the others follow, with at most a tenth of
  # the fleet out of service at a time. Stops if more than five instances fail.
  rollout = {
    canary          = 1
    max_unavailable = "10%"
    max_failures    = 5
  }
}
