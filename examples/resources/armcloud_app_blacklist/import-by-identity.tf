import {
  to = armcloud_app_blacklist.kiosks
  identity = {
    pad_grade = "m2-3"
  }
}
