import {
  to = armcloud_instance_file.wallpaper
  id = "AC32010000001/Download/f11e000000000000000000000000a001"
}
