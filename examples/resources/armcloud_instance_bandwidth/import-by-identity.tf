import {
  to = armcloud_instance_bandwidth.showroom
  identity = {
    pad_code = "AC32010000001"
  }
}
