import {
  to = armcloud_file.wallpaper
  id = "f11e000000000000000000000000a001"
}
