import {
  to = armcloud_public_ip_binding.showroom
  id = "203.0.113.1/10.16.0.1"
}
