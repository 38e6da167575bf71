terraform import armcloud_public_ip_binding.showroom 203.0.113.1/10.16.0.1
