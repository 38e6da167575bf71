import {
  to = armcloud_instance_android_properties.showroom
  id = "AC32010000001"
}
