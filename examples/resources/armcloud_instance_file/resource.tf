terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_instance_file" "wallpaper" {
  pad_code = "AC32010000001"
  path     = "/Download"
  file_id  = "f11e000000000000000000000000a001"
}

# An APK, which the instance installs.
resource "armcloud_instance_file" "kiosk" {
  pad_code     = "AC32010000002"
  file_id      = "f11e000000000000000000000000a003"
  auto_install = true
}
