import {
  to = armcloud_image.android13
  identity = {
    tag = "img-android13-kiosk"
  }
}
