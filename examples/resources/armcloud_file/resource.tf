terraform {
  required_providers {
    armcloud = {
      source = "armcloud/armcloud"
    }
  }
}

resource "armcloud_file" "wallpaper" {
  url  = "https://downloads.example.com/wallpaper.png"
  name = "wallpaper.png"
  md5  = "32e1f345f209a7dc1cc704913ea436d3"
}

resource "armcloud_instance_file" "wallpaper" {
  pad_code = "AC32010000001"
  file_id  = armcloud_file.wallpaper.file_id
  path     = "/Download/"
}
