import {
  to = armcloud_app_blacklist.kiosks
  id = "m2-3"
}
