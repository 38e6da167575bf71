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

resource "armcloud_instance_proxy" "showroom" {
  pad_code    = "AC32010000001"
  ip          = "192.0.2.10"
  port        = 1080
  protocol    = "socks5"
  username    = "showroom"
  password_wo = var.proxy_password
}

# Switches the proxy off.
resource "armcloud_instance_proxy" "direct" {
  pad_code = "AC32010000002"
  enabled  = false
}
