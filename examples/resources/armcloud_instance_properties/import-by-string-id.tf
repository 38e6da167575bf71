import {
  to = armcloud_instance_properties.showroom
  id = "AC32010000001"
}
