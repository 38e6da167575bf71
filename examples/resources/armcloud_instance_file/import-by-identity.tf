import {
  to = armcloud_instance_file.wallpaper
  identity = {
    pad_code = "AC32010000001"
    path     = "/Download"
    file_id  = "f11e000000000000000000000000a001"
  }
}
