terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_instance_language" "showroom" {
  pad_code = "AC32010000001"
  code     = "de"
  country  = "DE"
}

# The country is not managed.
resource "armcloud_instance_language" "office" {
  pad_code = "AC32010000002"
  code     = "en"
}
