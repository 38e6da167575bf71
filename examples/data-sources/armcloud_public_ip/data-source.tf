terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_public_ip" "front" {
  public_ip = "203.0.113.1"
}

output "phones_behind" {
  value = data.armcloud_public_ip.front.pad_ips
}
