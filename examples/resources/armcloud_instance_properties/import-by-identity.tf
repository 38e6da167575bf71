import {
  to = armcloud_instance_properties.showroom
  identity = {
    pad_code = "AC32010000001"
  }
}
