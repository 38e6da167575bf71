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

resource "armcloud_instance" "showroom" {
  pad_code = "AC32010000001"

  time_zone = "Europe/London"
  bandwidth = { upload_mbps = 100, download_mbps = 100 }

  proxy = {
    ip          = "192.0.2.10"
    port        = 1080
    protocol    = "socks5"
    username    = "showroom"
    password_wo = var.proxy_password
  }
}

# An instance that keeps its settings on release, and restarts whenever
# restart_triggers change.
resource "armcloud_instance" "counter" {
  pad_code  = "AC32010000002"
  bandwidth = { upload_mbps = 50, download_mbps = 50 }

  on_release       = "keep"
  restart_triggers = { release = "2026-11" }
}
