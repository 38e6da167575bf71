import {
  to = armcloud_public_ip_binding.showroom
  identity = {
    public_ip = "203.0.113.1"
    pad_ip    = "10.16.0.1"
  }
}
