import {
  to = armcloud_instance_adb.showroom
  identity = {
    pad_code = "AC32010000001"
  }
}
