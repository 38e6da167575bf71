terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_instance_bandwidth" "showroom" {
  pad_code      = "AC32010000001"
  upload_mbps   = 10
  download_mbps = 20
}

# No network access.
resource "armcloud_instance_bandwidth" "lost" {
  pad_code      = "AC32010000002"
  upload_mbps   = -1
  download_mbps = -1
}
