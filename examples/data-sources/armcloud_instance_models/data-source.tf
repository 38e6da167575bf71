terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

data "armcloud_instance_models" "all" {
  pad_codes = ["AC32010000001", "AC32010000002"]
}

output "imeis" {
  value = { for phone in data.armcloud_instance_models.all.models : phone.pad_code => phone.imei }
}
