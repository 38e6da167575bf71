variable "zone" { default = "Asia/Tokyo" }

# The service answered the change of the time zone without the instance: it may
# have the old zone or the new one.
resource "armcloud_instance" "one" {
  pad_code  = "AC32010000001"
  time_zone = var.zone
  bandwidth = { upload_mbps = 10, download_mbps = 20 }
}
