import {
  to = armcloud_instance_adb.showroom
  id = "AC32010000001"
}
