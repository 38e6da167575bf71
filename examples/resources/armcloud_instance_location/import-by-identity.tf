import {
  to = armcloud_instance_location.showroom
  identity = {
    pad_code = "AC32010000001"
  }
}
