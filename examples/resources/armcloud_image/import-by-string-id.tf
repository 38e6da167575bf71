import {
  to = armcloud_image.android13
  id = "img-android13-kiosk"
}
