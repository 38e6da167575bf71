variable "release" { default = "2" }

# The restart for release 2 was running when the update ran out of time.
resource "armcloud_instance" "one" {
  pad_code         = "AC32010000001"
  time_zone        = "Europe/Berlin"
  restart_triggers = { release = var.release }
  timeouts         = { update = "3s" }
}
