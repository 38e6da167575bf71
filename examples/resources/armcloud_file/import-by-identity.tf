import {
  to = armcloud_file.wallpaper
  identity = {
    file_id = "f11e000000000000000000000000a001"
  }
}
