variable "managed" { default = false }

# The undo of the proxy was running when the update ran out of time.
resource "armcloud_instance" "one" {
  pad_code  = "AC32010000001"
  time_zone = "Europe/Berlin"
  proxy     = var.managed ? { ip = "192.0.2.10", port = 1080, password_wo = "first-password" } : null
  timeouts  = { update = "3s" }
}
